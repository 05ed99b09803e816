import { Loader } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './page.module.css';

/** Shown only when a screen's code takes noticeably long to arrive. */
export function RoutePending() {
  const { t } = useTranslation();
  return (
    <div className={classes.pending} role="status" aria-label={t('shell:loading')}>
      <Loader size="sm" />
    </div>
  );
}
