import type { CredentialNotice, Notice } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { NoticeLine } from './notice-line.tsx';

export type AlertNoticeKind = Exclude<Notice, CredentialNotice>;

interface AlertNoticeProps {
  notice: AlertNoticeKind;
  hides: boolean;
  onHide(): void;
}

const gibibyte = 1024 ** 3;

/** What has stopped working already: of everybody's, to administrators; of one's own, to its owner. */
export function AlertNotice({ notice, hides, onHide }: AlertNoticeProps) {
  const { t } = useTranslation();
  const { date, number } = useLocale();
  const since = date(notice.since);
  const common = { hide: hides ? t('shell:notices.hideToday') : null, onHide };
  switch (notice.kind) {
    case 'disk-fills': {
      const free = number(Math.round((notice.free / gibibyte) * 10) / 10);
      return (
        <NoticeLine tone="bad" what={t('oversight:notices.disk', { free })} {...common}>
          {t('oversight:notices.diskConsequence')}
        </NoticeLine>
      );
    }
    case 'provider-app-fails': {
      const { name, failure, providerAppId } = notice;
      return (
        <NoticeLine tone="bad" what={t('oversight:notices.app', { name, since })} {...common}>
          {t(`failures:${failure}`)}{' '}
          <Anchor
            component={Link}
            to={`/settings/provider-apps/${providerAppId}/doctor`}
            inherit
            underline="always"
          >
            {t('oversight:notices.examine')}
          </Anchor>
        </NoticeLine>
      );
    }
    case 'accounts-unwell': {
      const what = t('oversight:notices.unwell', { count: notice.accounts });
      return (
        <NoticeLine tone="warn" what={what} {...common}>
          <Anchor component={Link} to="/admin/accounts" inherit underline="always">
            {t('oversight:notices.showAccounts')}
          </Anchor>
        </NoticeLine>
      );
    }
    case 'own-account-unwell': {
      const { address, asked, state } = notice;
      const what = asked
        ? t('oversight:notices.asked', { address })
        : t('oversight:notices.own', { address, since });
      return (
        <NoticeLine tone={asked ? 'bad' : 'warn'} what={what} {...common}>
          {t(`accounts:states.${state}`)}.{' '}
          <Anchor component={Link} to="/accounts" inherit underline="always">
            {t('oversight:notices.toAccount')}
          </Anchor>
        </NoticeLine>
      );
    }
  }
}
