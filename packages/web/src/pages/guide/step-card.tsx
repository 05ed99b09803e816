import type { CheckResult } from '@mailroom/model';
import { stepLink } from '@mailroom/model/guide/links';
import type { ActionId, GuideStep, StepId } from '@mailroom/model/guide/steps';
import { Button } from '@mantine/core';
import { IconChevronDown, IconCircleCheck, IconExternalLink } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FindingView } from '../doctor/finding-view.tsx';
import classes from './step-card.module.css';
import { StepMark } from './step-mark.tsx';

interface StepCardProps {
  step: GuideStep;
  /** Its place among the steps, from 1. */
  number: number;
  open: boolean;
  /** Undefined where it cannot be opened yet. */
  onToggle?: () => void;
  portal: Parameters<typeof stepLink>[1] | null;
  /** What stands below an action: values to copy, fields, buttons. */
  actionPart(action: ActionId): ReactNode;
  /** What stands below all actions. */
  children?: ReactNode;
  /** Opens the card that follows; undefined on the last. */
  onNext?: () => void;
}

/** One step: what to do, why, how it looks when it is right, how it stands, and what is wrong with it and who mends that. */
export function StepCard({
  step,
  number,
  open,
  onToggle,
  portal,
  actionPart,
  children,
  onNext,
}: StepCardProps) {
  const { t } = useTranslation();
  const body = useId();
  // Closed is hidden, not gone: what somebody has typed and not yet saved is there when it is opened again.
  const [visited, setVisited] = useState(open);
  if (open && !visited) setVisited(true);
  const link = portal && stepLink(step.id, portal);
  return (
    <li className={classes.card} data-state={step.state} data-step={step.id} data-open={open || undefined}>
      <h2 className={classes.heading}>
        <button
          type="button"
          id={headId(step.id)}
          className={classes.head}
          aria-expanded={open}
          aria-controls={body}
          disabled={!onToggle}
          onClick={onToggle}
        >
          <span className={classes.number} aria-hidden>
            {number}
          </span>
          <span className={classes.title}>{t(`guide:steps.${step.id}.title`)}</span>
          <StepMark state={step.state} />
          <IconChevronDown size={18} className={classes.chevron} aria-hidden />
        </button>
      </h2>
      {visited && (
        <div id={body} className={classes.body} hidden={!open}>
          <p className={classes.why}>{t(`guide:steps.${step.id}.why`)}</p>
          {step.checks.length > 0 && <Findings checks={step.checks} />}
          {link && (
            <Button
              component="a"
              href={link.href}
              target="_blank"
              rel="noreferrer"
              variant="light"
              className={classes.link}
              rightSection={<IconExternalLink size={14} aria-hidden />}
            >
              {t('guide:open', { page: link.page })}
            </Button>
          )}
          <Actions actions={step.actions} part={actionPart} />
          {children}
          <p className={classes.right}>
            <IconCircleCheck size={18} aria-hidden />
            <span>
              <strong>{t('guide:whenRight')}</strong> {t(`guide:steps.${step.id}.right`)}
            </span>
          </p>
          {onNext && (
            <Button
              variant={step.state === 'right' ? 'filled' : 'default'}
              className={classes.next}
              onClick={onNext}
            >
              {t('guide:next')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

const headId = (step: StepId): string => `step-${step}`;

/** Takes the keyboard to a card that is being opened. */
export function focusStep(step: StepId): void {
  document.getElementById(headId(step))?.focus();
}

function Actions({ actions, part }: { actions: readonly ActionId[]; part(action: ActionId): ReactNode }) {
  const { t } = useTranslation();
  if (actions.length === 0) return null;
  return (
    <ol className={classes.actions}>
      {actions.map((action) => (
        <li key={action}>
          <p className={classes.action}>{t(`guide:actions.${action}`)}</p>
          {part(action)}
        </li>
      ))}
    </ol>
  );
}

function Findings({ checks }: { checks: readonly CheckResult[] }) {
  const { t } = useTranslation();
  return (
    <section className={classes.findings} aria-label={t('guide:findings')}>
      {checks.map((check) => (
        <article
          key={check.id}
          className={classes.finding}
          data-state={check.state}
          data-finding={check.finding}
        >
          <h3 className={classes.check}>{t(`report:checks.${check.id}.title`)}</h3>
          <FindingView result={check} />
        </article>
      ))}
    </section>
  );
}
