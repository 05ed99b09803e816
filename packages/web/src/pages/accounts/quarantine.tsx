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
import { notifyFailure } from '../../shell/notify-failure.ts';
import classes from './quarantine.module.css';

/** The account's messages that are not read any more, since each took its reader with it; nothing where there is none. */
export function Quarantine({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const { date, fullDate } = useLocale();
  const { data } = useQuery(read('listQuarantine', { params: { id: accountId } }));
  const messages = data?.messages ?? [];
  if (messages.length === 0) return null;
  return (
    <details className={classes.quarantine}>
      <summary className={classes.count}>{t('accounts:quarantine', { count: messages.length })}</summary>
      <p className={card.line}>{t('accounts:quarantineText')}</p>
      <ul className={classes.list}>
        {messages.map((message) => (
          <li key={message.id} className={classes.message}>
            <Link
              className={classes.subject}
              to="/mail/$view/$conversationId"
              params={{ view: 'inbox', conversationId: message.conversationId }}
            >
              {visible(message.subject).trim() || t('mail:noSubject')}
            </Link>
            <span className={card.line}>
              {message.from[0]?.address ?? t('mail:noSender')} ·{' '}
              <time dateTime={message.receivedAt} title={fullDate(message.receivedAt)}>
                {date(message.receivedAt)}
              </time>
            </span>
            <q className={classes.reason} lang="en">
              {message.reason}
            </q>
            <a
              className={classes.source}
              href={`/api/v1/messages/${message.id}/source`}
              download
              aria-label={`${t('mail:downloadSource')}: ${visible(message.subject).trim() || t('mail:noSubject')}`}
            >
              <IconDownload size={16} stroke={1.6} aria-hidden />
              {t('mail:downloadSource')}
            </a>
          </li>
        ))}
      </ul>
      <TryAgain accountId={accountId} />
    </details>
  );
}

function TryAgain({ accountId }: { accountId: string }) {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const cache = useQueryClient();
  const retry = useMutation({
    mutationFn: () => call('retryQuarantine', { params: { id: accountId } }),
    onSuccess: () => {
      announce(t('accounts:quarantineAsked'));
      return cache.invalidateQueries({ queryKey: ['listQuarantine'] });
    },
    onError: notifyFailure,
  });
  return (
    <div>
      <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
        {t('accounts:quarantineRetry')}
      </Button>
    </div>
  );
}
