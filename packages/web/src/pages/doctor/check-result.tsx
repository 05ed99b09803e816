import type { CheckResult } from '@mailroom/model';
import { IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './check-result.module.css';
import { Evidence } from './evidence.tsx';
import { FindingView } from './finding-view.tsx';
import { StateMark } from './state-mark.tsx';

interface CheckResultCardProps {
  result: CheckResult;
  /** Where the screen can do something about a check that was not made: its button. */
  step?: ReactNode;
}

/**
 * One check of the doctor's: what is right is a line that opens, everything else says what it means and what to do about it. Its
 * accessible name is the check's title.
 */
export function CheckResultCard({ result, step }: CheckResultCardProps) {
  return result.state === 'right' ? <RightLine result={result} /> : <Card result={result} step={step} />;
}

function Card({ result, step }: CheckResultCardProps) {
  const { t } = useTranslation();
  const title = useId();
  return (
    <article
      className={classes.card}
      aria-labelledby={title}
      data-check={result.id}
      data-state={result.state}
    >
      <header className={classes.head}>
        <h3 id={title} className={classes.title}>
          {t(`report:checks.${result.id}.title`)}
        </h3>
        <StateMark state={result.state} />
      </header>
      {result.skipped === null ? (
        <>
          <p className={classes.faint}>{t(`report:checks.${result.id}.question`)}</p>
          <FindingView result={result} />
          <Evidence asked={result.asked} answered={result.answered} />
        </>
      ) : (
        <>
          <p className={classes.text}>{t(`report:skipped.${result.skipped}`)}</p>
          {step && <div className={classes.actions}>{step}</div>}
        </>
      )}
    </article>
  );
}

function RightLine({ result }: { result: CheckResult }) {
  const { t } = useTranslation();
  const title = useId();
  return (
    <article aria-labelledby={title} data-check={result.id} data-state={result.state}>
      <details className={classes.fold}>
        <summary className={classes.line}>
          <IconChevronRight size={16} className={classes.chevron} aria-hidden />
          <h3 id={title} className={classes.title}>
            {t(`report:checks.${result.id}.title`)}
          </h3>
          <StateMark state="right" />
        </summary>
        <div className={classes.folded}>
          <p className={classes.faint}>{t(`report:checks.${result.id}.question`)}</p>
          <Evidence asked={result.asked} answered={result.answered} />
        </div>
      </details>
    </article>
  );
}
