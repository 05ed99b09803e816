import type { DoctorReport, ProviderApp } from '@mailroom/model';
import { EmptyState, useLocale } from '@mailroom/ui';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconStethoscope } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { arrange } from './arrange.ts';
import { CheckResultCard } from './check-result.tsx';
import classes from './report-view.module.css';
import { UnskipStep } from './unskip-step.tsx';

interface ReportViewProps {
  app: ProviderApp;
  report: DoctorReport | null;
  rehearsal: ReactNode;
}

/** A report: how it stands, what needs somebody, the rehearsal, what was not asked, and what is right. */
export function ReportView({ app, report, rehearsal }: ReportViewProps) {
  const { t } = useTranslation();
  if (report === null) {
    return (
      <>
        <EmptyState icon={IconStethoscope} title={t('doctor:neverTitle')} text={t('doctor:neverText')} />
        {rehearsal}
      </>
    );
  }
  const { attention, skipped, right } = arrange(report.checks);
  return (
    <>
      <Overall report={report} />
      {attention.length > 0 && (
        <Part title={t('doctor:attention')}>
          {attention.map((result) => (
            <CheckResultCard key={result.id} result={result} />
          ))}
        </Part>
      )}
      {rehearsal}
      {skipped.length > 0 && (
        <Part title={t('doctor:skipped')}>
          {skipped.map((result) => (
            <CheckResultCard
              key={result.id}
              result={result}
              step={<UnskipStep app={app} reason={result.skipped} />}
            />
          ))}
        </Part>
      )}
      {right.length > 0 && (
        <Part title={t('doctor:right', { count: right.length })} dense>
          {right.map((result) => (
            <CheckResultCard key={result.id} result={result} />
          ))}
        </Part>
      )}
    </>
  );
}

const signs = { right: IconCircleCheck, wrong: IconCircleX, unsure: IconAlertTriangle } as const;

function Overall({ report: { state, checkedAt, by } }: { report: DoctorReport }) {
  const { t } = useTranslation();
  const { fullDate } = useLocale();
  const Sign = signs[state];
  return (
    <div className={classes.overall} data-state={state}>
      <Sign size={28} stroke={1.8} aria-hidden />
      <div className={classes.words}>
        <p className={classes.sentence}>{t(`report:overall.${state}`)}</p>
        <p className={classes.when}>{t(`doctor:examined.${by}`, { when: fullDate(checkedAt) })}</p>
      </div>
    </div>
  );
}

function Part({ title, dense, children }: { title: string; dense?: boolean; children: ReactNode }) {
  const heading = useId();
  return (
    <section className={classes.part} data-dense={dense || undefined} aria-labelledby={heading}>
      <h2 id={heading} className={classes.title}>
        {title}
      </h2>
      {children}
    </section>
  );
}
