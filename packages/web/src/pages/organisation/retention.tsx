import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import classes from './retention.module.css';

/** What is kept how long, and what deletes it. */
export function Retention() {
  const { t } = useTranslation();
  const days = useQuery(read('readAuditRetention', {})).data?.days;
  return (
    <ul className={classes.list}>
      {days !== undefined && <li>{t('organisation:retention.audit', { count: days })}</li>}
      <li>{t('organisation:retention.leavers')}</li>
      <li>{t('organisation:retention.unlinked')}</li>
      <li>{t('organisation:retention.accounts')}</li>
      <li>{t('organisation:retention.mail')}</li>
    </ul>
  );
}
