import type { ProviderApp } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import classes from './last-examination.module.css';
import { StateMark } from './state-mark.tsx';

/** How the last examination of an app ended, in a line that leads to the doctor. */
export function LastExamination({ app }: { app: Pick<ProviderApp, 'id' | 'name'> }) {
  const { t } = useTranslation();
  const { ago } = useLocale();
  const { data } = useQuery(read('readDoctor', { params: { id: app.id } }));
  if (data === undefined) return null;
  const { report } = data;
  return (
    <div className={classes.line}>
      <p className={classes.words}>
        {report === null ? (
          t('doctor:never')
        ) : (
          <>
            <StateMark state={report.state} />
            <span>{t('doctor:examinedAgo', { ago: ago(report.checkedAt) })}</span>
          </>
        )}
      </p>
      <Button
        variant="default"
        size="xs"
        component={Link}
        to={`/settings/provider-apps/${app.id}/doctor`}
        leftSection={<IconStethoscope size={14} aria-hidden />}
        aria-label={t('doctor:openNamed', { name: app.name })}
      >
        {t('doctor:open')}
      </Button>
    </div>
  );
}
