import { type CredentialNotice as Credential, noticeDays } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NoticeLine } from './notice-line.tsx';

const [, near, last] = noticeDays;

function toneOf(days: number): 'bad' | 'warn' | 'calm' {
  return days <= last ? 'bad' : days <= near ? 'warn' : 'calm';
}

interface CredentialNoticeProps {
  notice: Credential;
  /** Whether it can be put aside. */
  hides: boolean;
  /** Says that no mail reminds of it: once, with the first. */
  withoutMail: boolean;
  onHide(): void;
}

/** A credential of a provider app that ends soon, or has ended. */
export function CredentialNotice({ notice, hides, withoutMail, onHide }: CredentialNoticeProps) {
  const { t } = useTranslation();
  const { day } = useLocale();
  const { name, days, expires } = notice;
  const words = { name, count: days, date: day(expires) };
  const what =
    days < 0
      ? t('shell:notices.expired', words)
      : days === 0
        ? t('shell:notices.today', words)
        : t('shell:notices.expires', words);
  const hide = days <= near ? t('shell:notices.hideToday') : t('shell:notices.hide');
  return (
    <NoticeLine tone={toneOf(days)} what={what} hide={hides ? hide : null} onHide={onHide}>
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
    </NoticeLine>
  );
}
