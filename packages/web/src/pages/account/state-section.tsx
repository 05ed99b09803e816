import { type Account, reaches } from '@mailroom/model';
import { FailureNotice, SyncProgress, useLocale } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import card from '../../shell/card.module.css';
import { PauseButton } from '../accounts/pause-button.tsx';
import { stateTones } from '../accounts/state-tones.ts';
import { SyncButton } from '../accounts/sync-button.tsx';
import { useReconnect } from '../accounts/use-reconnect.ts';
import { Section } from '../provider-apps/section.tsx';
import classes from './account-page.module.css';

const looking: ReadonlySet<Account['state']> = new Set(['syncing', 'watching', 'waiting']);

/** The state in words, the next step, and how far behind the provider the mailbox is. */
export function StateSection({ account }: { account: Account }) {
  const { t } = useTranslation();
  const { state, failure, level } = account;
  return (
    <Section title={t('accountTruth:state')}>
      <div className={card.card}>
        <div className={card.head}>
          <div className={card.words}>
            <p className={`${card.title} ${card.state}`}>
              <span className={card.dot} data-tone={stateTones[state]} aria-hidden />
              {t(`accounts:states.${state}`)}
            </p>
            <p className={card.line}>{t(`accountTruth:next.${state}`)}</p>
          </div>
          <div className={card.actions}>{reaches(level, 'manage') && <NextStep account={account} />}</div>
        </div>
        {state !== 'choosing' && <SyncProgress account={account} />}
        <Basis account={account} />
        {failure && <FailureNotice failure={failure} foldsQuote />}
        {state !== 'choosing' && <Looks account={account} />}
      </div>
    </Section>
  );
}

function NextStep({ account }: { account: Account }) {
  const { t } = useTranslation();
  const reconnect = useReconnect(account);
  const { id, state } = account;
  if (state === 'choosing') {
    return (
      <Button size="xs" component={Link} to={`/accounts/${id}/start`}>
        {t('accounts:chooseStart')}
      </Button>
    );
  }
  if (state === 'reconnect') {
    return (
      <Button size="xs" onClick={reconnect.run} loading={reconnect.busy}>
        {account.access === 'organisation' ? t('failure:retry') : t('accounts:reconnect')}
      </Button>
    );
  }
  if (state === 'paused') return <PauseButton account={account} />;
  return looking.has(state) ? <SyncButton account={account} /> : null;
}

/** What a remaining time is told from, so that nobody takes it for a promise. */
function Basis({ account: { progress } }: { account: Account }) {
  const { t } = useTranslation();
  const { number, duration } = useLocale();
  if (!progress?.measured || progress.remainingSeconds === null) return null;
  const { messages, seconds } = progress.measured;
  const rate = number(Math.round((messages * 60) / Math.max(1, seconds)));
  return <p className={card.line}>{t('accountTruth:basis', { rate, duration: duration(seconds) })}</p>;
}

function Looks({ account: { id, lastSyncedAt, nextSyncAt, syncSince } }: { account: Account }) {
  const { t } = useTranslation();
  const { ago, fullDate, day, time, duration } = useLocale();
  const arrival = useQuery(read('readAccountTruth', { params: { id } })).data?.lastArrival ?? null;
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{t('accountTruth:lastLook')}</dt>
        <dd>
          {lastSyncedAt ? (
            <time dateTime={lastSyncedAt} title={fullDate(lastSyncedAt)}>
              {ago(lastSyncedAt)}
            </time>
          ) : (
            t('accountTruth:never')
          )}
        </dd>
      </div>
      <div>
        <dt>{t('accountTruth:nextLook')}</dt>
        <dd>{nextSyncAt ? time(nextSyncAt) : '–'}</dd>
      </div>
      {arrival && (
        <div>
          <dt>{t('accountTruth:newestMail')}</dt>
          <dd>
            <time dateTime={arrival.at} title={fullDate(arrival.at)}>
              {ago(arrival.at)}
            </time>
            {', '}
            {t('accountTruth:lag', { duration: duration(arrival.lagSeconds) })}
          </dd>
        </div>
      )}
      <div>
        <dt>{t('accountTruth:from')}</dt>
        <dd>
          {syncSince ? t('accounts:since', { date: day(syncSince.slice(0, 10)) }) : t('accounts:sinceEver')}
        </dd>
      </div>
    </dl>
  );
}
