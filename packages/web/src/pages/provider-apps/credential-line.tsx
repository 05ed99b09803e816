import { type Credential, daysLeft, noticeDays } from '@mailroom/model';
import { useLocale } from '@mailroom/ui';
import { IconCertificate, IconKey, IconServerBolt, type TablerIcon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './credential-line.module.css';

const icons: Readonly<Record<Credential['kind'], TablerIcon>> = {
  secret: IconKey,
  certificate: IconCertificate,
  federated: IconServerBolt,
};

/** Which credential it is, and how long it still holds. */
export function CredentialLine({ credential }: { credential: Credential }) {
  const { t } = useTranslation();
  const Icon = icons[credential.kind];
  return (
    <p className={classes.line}>
      <Icon size={18} stroke={1.6} className={classes.icon} aria-hidden />
      <span className={classes.words}>
        <span>{t(`providerApps:credentials.${credential.kind}`, { hint: credential.hint })}</span>
        <Expiry credential={credential} />
      </span>
    </p>
  );
}

/** As urgent as the notices: nothing before the first of them, serious from the last on. */
function toneOf(days: number): 'bad' | 'warn' | undefined {
  const [first, , last] = noticeDays;
  return days <= last ? 'bad' : days <= first ? 'warn' : undefined;
}

function Expiry({ credential: { kind, expires } }: { credential: Credential }) {
  const { t } = useTranslation();
  const { date } = useLocale();
  if (kind === 'federated')
    return <span className={classes.expiry}>{t('providerApps:renewedByPlatform')}</span>;
  if (expires === null) return <span className={classes.expiry}>{t('providerApps:noExpiry')}</span>;
  const days = daysLeft(expires, new Date());
  const words = { date: date(`${expires}T12:00:00`), count: days };
  return (
    <span className={classes.expiry} data-tone={toneOf(days)}>
      {days < 0
        ? t('providerApps:expired', words)
        : days === 0
          ? t('providerApps:expiresToday')
          : t('providerApps:expires', words)}
    </span>
  );
}
