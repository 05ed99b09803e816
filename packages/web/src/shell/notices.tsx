import { type Notice, noticeDays } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Anchor, CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../api/read.ts';
import { dismissalMark, keepDismissals, readDismissals, shownNotices } from './notice-dismissal.ts';
import classes from './notices.module.css';

/** A day passes while a tab stays open. */
const hour = 60 * 60 * 1000;

/** On every screen of an administrator: what ends soon and stops everybody's mail, until somebody has seen to it. */
export function Notices() {
  const { t } = useTranslation();
  const { data: me } = useQuery(read('readMe', {}));
  const { data } = useQuery({
    ...read('listNotices', {}),
    enabled: me?.role === 'administrator',
    refetchInterval: hour,
  });
  const [dismissed, setDismissed] = useState(readDismissals);
  const today = new Date().toISOString().slice(0, 10);
  const shown = data === undefined ? [] : shownNotices(data.notices, dismissed, today);
  if (data === undefined || shown.length === 0) return null;

  const dismiss = (mark: string): void => {
    const marks = new Set([...dismissed, mark]);
    keepDismissals(marks);
    setDismissed(marks);
  };
  return (
    <section className={classes.notices} aria-label={t('shell:notices.title')}>
      {shown.map((notice, at) => (
        <NoticeLine
          key={notice.credentialId}
          notice={notice}
          mark={dismissalMark(notice, today)}
          withoutMail={!data.byMail && at === 0}
          onDismiss={dismiss}
        />
      ))}
    </section>
  );
}

const [, near, last] = noticeDays;

function toneOf(days: number): 'bad' | 'warn' | 'calm' {
  return days <= last ? 'bad' : days <= near ? 'warn' : 'calm';
}

interface NoticeLineProps {
  notice: Notice;
  /** Null where it cannot be put aside. */
  mark: string | null;
  /** Says that no mail reminds of it: once, with the first. */
  withoutMail: boolean;
  onDismiss(mark: string): void;
}

function NoticeLine({ notice, mark, withoutMail, onDismiss }: NoticeLineProps) {
  const { t } = useTranslation();
  const { date } = useLocale();
  const { name, days, expires } = notice;
  const words = { name, count: days, date: date(`${expires}T12:00:00`) };
  const Icon = days <= near ? IconAlertTriangle : IconBell;
  return (
    <div className={classes.notice} data-tone={toneOf(days)}>
      <Icon size={18} className={classes.icon} aria-hidden />
      <p className={classes.words}>
        <strong>
          {days < 0
            ? t('shell:notices.expired', words)
            : days === 0
              ? t('shell:notices.today', words)
              : t('shell:notices.expires', words)}
        </strong>{' '}
        {days < 0 ? t('shell:notices.consequencePast') : days <= near && t('shell:notices.consequence')}{' '}
        {withoutMail && t('shell:notices.noMail')}{' '}
        <Anchor
          component={Link}
          to={`/settings/provider-apps/${notice.providerAppId}`}
          hash="credentials"
          inherit
          underline="always"
        >
          {t('shell:notices.renew')}
        </Anchor>
      </p>
      {mark !== null && (
        <CloseButton
          aria-label={days <= near ? t('shell:notices.hideToday') : t('shell:notices.hide')}
          title={days <= near ? t('shell:notices.hideToday') : t('shell:notices.hide')}
          onClick={() => onDismiss(mark)}
        />
      )}
    </div>
  );
}
