import { type Credential, daysLeft, noticeDays, type ProviderApp } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { IconCertificate, IconKey, IconServerBolt, type TablerIcon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../api/read.ts';
import classes from './credential-line.module.css';

const icons: Readonly<Record<Credential['kind'], TablerIcon>> = {
  secret: IconKey,
  certificate: IconCertificate,
  federated: IconServerBolt,
};

interface CredentialLineProps {
  app: ProviderApp;
  credential: Credential;
  /** Below its name. */
  children?: ReactNode;
}

/** Which credential it is, and how long it still holds. Google's secrets have no end. */
export function CredentialLine({ app, credential, children }: CredentialLineProps) {
  const { t } = useTranslation();
  const notices = useQuery(read('listNotices', {})).data?.notices ?? [];
  const covered = notices.some(
    (notice) =>
      notice.kind === 'credential-expires' && notice.covered && notice.credentialId === credential.id,
  );
  const Icon = icons[credential.kind];
  return (
    <div className={classes.line}>
      <Icon size={18} stroke={1.6} className={classes.icon} aria-hidden />
      <span className={classes.words}>
        <span>{t(`providerApps:credentials.${credential.kind}`, { hint: credential.hint })}</span>
        {app.provider === 'microsoft' && <Expiry credential={credential} covered={covered} />}
        {children && <span className={classes.below}>{children}</span>}
      </span>
    </div>
  );
}

/** As urgent as the notices: nothing before the first of them, or where another takes over; serious from the last on. */
function toneOf(days: number, covered: boolean): 'bad' | 'warn' | undefined {
  if (covered) return undefined;
  const [first, , last] = noticeDays;
  return days <= last ? 'bad' : days <= first ? 'warn' : undefined;
}

interface ExpiryProps {
  credential: Credential;
  covered: boolean;
}

function Expiry({ credential: { kind, expires }, covered }: ExpiryProps) {
  const { t } = useTranslation();
  const { day } = useLocale();
  if (kind === 'federated')
    return <span className={classes.expiry}>{t('providerApps:renewedByPlatform')}</span>;
  if (expires === null) return <span className={classes.expiry}>{t('providerApps:noExpiry')}</span>;
  const days = daysLeft(expires, new Date());
  const words = { date: day(expires), count: days };
  return (
    <span className={classes.expiry} data-tone={toneOf(days, covered)}>
      {days < 0
        ? t('providerApps:expired', words)
        : days === 0
          ? t('providerApps:expiresToday')
          : t('providerApps:expires', words)}
    </span>
  );
}
