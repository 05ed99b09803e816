import type { Cloud, ProviderApp } from '@mailroom/model';
import { azureCloudOf } from '@mailroom/model/guide/azure-cloud';
import {
  currentStep,
  type GuideKind,
  type GuideStep,
  type GuideWay,
  guideKindOf,
  guideSteps,
  guideWays,
  manualSteps,
  type StepId,
} from '@mailroom/model/guide/steps';
import { Button, Loader, SegmentedControl } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { FormFailure } from '../../form/form-failure.tsx';
import { Page } from '../../shell/page.tsx';
import { type AppValues, valuesOf } from '../provider-apps/app-values.ts';
import { useAppsChanged } from '../provider-apps/use-apps-changed.ts';
import { ActionPart } from './action-part.tsx';
import { DirectoryForm } from './directory-form.tsx';
import { type Guide, GuideContext, useGuide } from './guide-context.ts';
import classes from './guide-view.module.css';
import { useSaveApp } from './save-app.ts';
import { focusStep, StepCard } from './step-card.tsx';
import { StepExtra } from './step-extra.tsx';
import { useExamination } from './use-examination.ts';

/** The way of a guide where nobody chose: the block, wherever there is a shell for it. */
export function usualWay(kind: GuideKind, cloud: Cloud | undefined): GuideWay {
  return kind !== 'google' && cloud !== undefined && azureCloudOf(cloud.authority) !== null
    ? 'block'
    : 'hand';
}

interface BeginViewProps {
  kind: GuideKind;
  way: GuideWay | undefined;
  clouds: readonly Cloud[];
  initial: AppValues;
  onBegun(app: ProviderApp): void;
  onWay(way: GuideWay): void;
}

/** The guide before there is anything to keep: its first card creates the app that the others complete. */
export function BeginView({ kind, way: chosen, clouds, initial, onBegun, onWay }: BeginViewProps) {
  const { t } = useTranslation();
  const changed = useAppsChanged();
  const way =
    chosen ??
    usualWay(
      kind,
      clouds.find(({ id }) => id === initial.cloudId),
    );
  const create = useMutation({
    mutationFn: (body: Parameters<typeof call<'createProviderApp'>>[1]['body']) =>
      call('createProviderApp', { body }),
    onSuccess: async (app) => {
      await changed();
      onBegun(app);
    },
  });
  const steps = guideSteps({ kind, way, app: null, report: null });
  return (
    <Page title={t(`guide:kinds.${kind}`)} intro={t(`guide:intros.${kind}`)}>
      <Progress kind={kind} way={way} steps={steps} onWay={onWay} />
      <ol className={classes.steps}>
        {steps.map((step, at) => (
          <StepCard
            key={step.id}
            step={step}
            number={at + 1}
            open={at === 0}
            portal={null}
            actionPart={(action) =>
              action === 'directory.choose' || action === 'project.name' ? (
                <DirectoryForm
                  kind={kind}
                  clouds={clouds}
                  initial={initial}
                  submit={t('guide:begin')}
                  pending={create.isPending || create.isSuccess}
                  failure={create.error}
                  onSubmit={(body) => create.mutate(body)}
                />
              ) : null
            }
          />
        ))}
      </ol>
    </Page>
  );
}

interface GuideViewProps {
  app: ProviderApp;
  clouds: readonly Cloud[];
  way: GuideWay | undefined;
  onWay(way: GuideWay): void;
}

/** The guide of an app: whatever is entered is kept by the server at once, and the page opens where something is left to do. */
export function GuideView({ app, clouds, way: chosen, onWay }: GuideViewProps) {
  const { t } = useTranslation();
  const { report, known, examine, examining, failure } = useExamination(app);
  const kind = guideKindOf(app);
  const cloud = clouds.find(({ id }) => id === app.cloudId);
  const way = chosen ?? usualWay(kind, cloud);
  const steps = guideSteps({ kind, way, app, report });
  const current = currentStep(steps);
  // Undefined follows what is to be done next, and so does the card that was it; another one stays open for whoever reads there.
  const [opened, open] = useState<StepId | null>();
  const last = useRef(current);
  useEffect(() => {
    const before = last.current;
    last.current = current;
    if (before !== current) open((shown) => (shown === before ? undefined : shown));
  }, [current]);
  if (cloud === undefined || !known) return <Page title={app.name}>{null}</Page>;
  const shown = opened === undefined ? current : opened;
  const guide: Guide = { kind, way, app, cloud, report, examine, examining };
  const portal = { authority: cloud.authority, tenant: app.tenant ?? '', clientId: app.clientId };
  return (
    <GuideContext value={guide}>
      <Page
        title={t('guide:title', { name: app.name })}
        intro={t(`guide:intros.${kind}`)}
        actions={
          <Button
            variant="default"
            leftSection={<IconStethoscope size={16} aria-hidden />}
            loading={examining}
            onClick={examine}
          >
            {t('guide:checkAgain')}
          </Button>
        }
      >
        <Progress kind={kind} way={way} steps={steps} onWay={onWay} />
        <p className={classes.status} role="status">
          {examining && (
            <>
              <Loader size={14} aria-hidden /> {t('guide:checking')}
            </>
          )}
        </p>
        <FormFailure thrown={failure} />
        <ol className={classes.steps} aria-busy={examining}>
          {steps.map((step, at) => (
            <StepCard
              key={step.id}
              step={step}
              number={at + 1}
              open={shown === step.id}
              onToggle={() => open(shown === step.id ? null : step.id)}
              onNext={nextOf(steps, at, open)}
              portal={portal}
              actionPart={(action) =>
                action === 'directory.choose' || action === 'project.name' ? (
                  <ChangeForm clouds={clouds} />
                ) : (
                  <ActionPart action={action} />
                )
              }
            >
              <StepExtra step={step.id} />
            </StepCard>
          ))}
        </ol>
        <p className={classes.leave}>
          {t('guide:kept')}{' '}
          <Link to="/settings/provider-apps/$id" params={{ id: app.id }}>
            {t('guide:toSettings')}
          </Link>
        </p>
      </Page>
    </GuideContext>
  );
}

/** Going on without waiting for a proof: several cards are only proven by a later one. */
function nextOf(
  steps: readonly GuideStep[],
  at: number,
  open: (step: StepId) => void,
): (() => void) | undefined {
  const next = steps[at + 1];
  if (next === undefined) return undefined;
  return () => {
    open(next.id);
    focusStep(next.id);
  };
}

/** The first card once the app is there: the same decision, changed. */
function ChangeForm({ clouds }: { clouds: readonly Cloud[] }) {
  const { t } = useTranslation();
  const { app, kind } = useGuide();
  const save = useSaveApp();
  return (
    <DirectoryForm
      // Begun anew from what was saved, so that nothing counts as changed then.
      key={`${app.name} ${app.cloudId} ${app.tenant}`}
      kind={kind}
      clouds={clouds}
      initial={valuesOf(app)}
      changing
      submit={t('shell:save')}
      pending={save.isPending}
      failure={save.error}
      onSubmit={(input) =>
        save.mutate({
          patch: {
            name: input.name,
            cloudId: input.cloudId,
            ...(input.provider === 'microsoft' ? { tenant: input.tenant } : {}),
          },
        })
      }
    />
  );
}

interface ProgressProps {
  kind: GuideKind;
  way: GuideWay;
  steps: readonly GuideStep[];
  onWay(way: GuideWay): void;
}

/** How much there is to do and how much is done, and the other way of doing it. */
function Progress({ kind, way, steps, onWay }: ProgressProps) {
  const { t } = useTranslation();
  const done = steps.filter(({ state }) => state === 'right').length;
  return (
    <div className={classes.progress}>
      <p className={classes.count}>
        <strong>{t('guide:count', { count: manualSteps(kind, way) })}</strong>
        <span>{t('guide:done', { done, count: steps.length })}</span>
      </p>
      {kind !== 'google' && (
        <SegmentedControl
          aria-label={t('guide:way')}
          value={way}
          onChange={(value) => onWay(value as GuideWay)}
          data={guideWays.map((value) => ({ value, label: t(`guide:ways.${value}`) }))}
        />
      )}
    </div>
  );
}
