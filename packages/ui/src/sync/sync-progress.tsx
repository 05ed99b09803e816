import type { Account } from '@mailroom/model';
import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../i18n/use-locale.ts';
import classes from './sync-progress.module.css';

/** How far an account is: the stage in words, messages done, and a remaining time only once there is a pace to tell it from. */
export function SyncProgress({
  account,
}: {
  account: Pick<Account, 'progress' | 'lastSyncedAt' | 'address'>;
}) {
  const { t } = useTranslation();
  const { number, duration, ago, fullDate } = useLocale();
  const { progress, lastSyncedAt } = account;
  if (!progress) {
    return (
      <p className={classes.line}>
        {lastSyncedAt ? t('sync:lastSynced', { ago: ago(lastSyncedAt) }) : t('sync:never')}
      </p>
    );
  }
  if (progress.pausedUntil) {
    const from = fullDate(progress.pausedUntil);
    return <p className={classes.line}>{t('sync:paused', { count: progress.total, from })}</p>;
  }
  const counted = progress.total > 0;
  return (
    <div className={classes.progress}>
      <div className={classes.line}>
        <span>{t(`sync:stage.${progress.stage}`)}</span>
        {counted && (
          <span className={classes.count}>
            {t('sync:progress', { done: number(progress.done), total: number(progress.total) })}
            {progress.remainingSeconds !== null && (
              <> · {t('sync:remaining', { duration: duration(progress.remainingSeconds) })}</>
            )}
          </span>
        )}
      </div>
      <Progress
        size="xs"
        value={counted ? (100 * progress.done) / progress.total : 100}
        animated={!counted}
        aria-label={`${account.address}: ${t(`sync:stage.${progress.stage}`)}`}
      />
    </div>
  );
}
