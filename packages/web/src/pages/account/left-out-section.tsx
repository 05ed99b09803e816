import { type Account, type AccountTruth, reaches, type SkippedMessage } from '@mailroom/model';
import { useLocale, visible } from '@mailroom/ui';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/call.ts';
import { read } from '../../api/read.ts';
import { useAnnounce } from '../../shell/announcer.tsx';
import card from '../../shell/card.module.css';
import { Loaded } from '../../shell/loaded.tsx';
import { notifyFailure } from '../../shell/notify-failure.ts';
import { Section } from '../provider-apps/section.tsx';
import classes from './account-page.module.css';

/** What could not be read or opened, and why, with another try. */
export function LeftOutSection({ account, truth }: { account: Account; truth: AccountTruth }) {
  const { t } = useTranslation();
  const { list } = useLocale();
  const { id, level } = account;
  const refused = truth.folders.filter(({ refusal }) => refusal !== null);
  if (truth.unreadable === 0 && refused.length === 0) {
    return (
      <Section title={t('accountTruth:leftOut')}>
        <p className={card.line}>{t('accountTruth:nothingLeftOut')}</p>
      </Section>
    );
  }
  return (
    <Section title={t('accountTruth:leftOut')}>
      <div className={card.card}>
        {refused.length > 0 && (
          <p className={card.line}>
            {t('accountTruth:refusedFolders', {
              count: refused.length,
              folders: list(refused.map(({ path }) => visible(path))),
            })}
          </p>
        )}
        {truth.unreadable > 0 && (
          <p className={card.line}>{t('accountTruth:unreadable', { count: truth.unreadable })}</p>
        )}
        {truth.unreadable > 0 && reaches(level, 'read') && <SkippedMessages accountId={id} />}
        {reaches(level, 'manage') && <TryAgain accountId={id} />}
      </div>
    </Section>
  );
}

function SkippedMessages({ accountId }: { accountId: string }) {
  const skipped = useQuery(read('listSkipped', { params: { id: accountId } }));
  return (
    <Loaded query={skipped}>
      {({ messages }) => (
        <ul className={classes.skipped}>
          {messages.map((message) => (
            <Skipped key={message.id} message={message} />
          ))}
        </ul>
      )}
    </Loaded>
  );
}

function Skipped({ message }: { message: SkippedMessage }) {
  const { t } = useTranslation();
  const { date, size } = useLocale();
  const subject = visible(message.subject).trim() || t('mail:noSubject');
  return (
    <li className={classes.message}>
      <Link
        className={classes.subject}
        to="/mail/$view/$conversationId"
        params={{ view: 'inbox', conversationId: message.conversationId }}
      >
        {subject}
      </Link>
      <span className={card.line}>
        {visible(message.from[0]?.address ?? t('mail:noSender'))} ·{' '}
        <time dateTime={message.receivedAt}>{date(message.receivedAt)}</time> · {size(message.size)}
      </span>
      <span className={card.line}>
        {message.stoppedReaderAt === null ? t('accountTruth:couldNotRead') : t('accountTruth:stoppedReader')}
      </span>
      {message.reason !== '' && (
        <q className={classes.reason} lang="en">
          {message.reason}
        </q>
      )}
      <a
        className={classes.source}
        href={`/api/v1/messages/${message.id}/source`}
        download
        aria-label={`${t('mail:downloadSource')}: ${subject}`}
      >
        <IconDownload size={16} stroke={1.6} aria-hidden />
        {t('mail:downloadSource')}
      </a>
    </li>
  );
}

function TryAgain({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const cache = useQueryClient();
  const retry = useMutation({
    mutationFn: () => call('retrySkipped', { params: { id: accountId } }),
    onSuccess: async () => {
      announce(t('accountTruth:retryAsked'));
      await cache.invalidateQueries({ queryKey: ['listSkipped'] });
      await cache.invalidateQueries({ queryKey: ['readAccountTruth'] });
    },
    onError: notifyFailure,
  });
  return (
    <div>
      <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
        {t('failure:retry')}
      </Button>
    </div>
  );
}
