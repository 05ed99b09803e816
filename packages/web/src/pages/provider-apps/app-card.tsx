import type { ProviderApp } from '@mailroom/model';
import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import card from '../../shell/card.module.css';
import { LastExamination } from '../doctor/last-examination.tsx';
import classes from './app-card.module.css';
import { AppFailure } from './app-failure.tsx';
import { appKind } from './app-kind.ts';
import { CredentialLine } from './credential-line.tsx';
import { DeleteApp } from './delete-app.tsx';

/** One provider app of the list: what it is, whether it works, and until when. */
export function AppCard({ app }: { app: ProviderApp }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  return (
    <li className={card.card}>
      <div className={card.head}>
        <div className={card.words}>
          <h2 className={card.title}>{app.name}</h2>
          <p className={card.line}>{t(`providerApps:kinds.${appKind(app)}`)}</p>
          {app.clientId !== null && <p className={`${card.line} ${card.mono}`}>{app.clientId}</p>}
          <p className={card.line}>{t('providerApps:accounts', { count: app.accounts })}</p>
        </div>
        <div className={card.actions}>
          {app.ready && (
            <Button
              variant="default"
              size="xs"
              component={Link}
              to={`/settings/provider-apps/${app.id}/guide`}
              aria-label={t('guide:openNamed', { name: app.name })}
            >
              {t('guide:openShort')}
            </Button>
          )}
          <Button
            variant="default"
            size="xs"
            component={Link}
            to={`/settings/provider-apps/${app.id}`}
            aria-label={t('providerApps:editNamed', { name: app.name })}
          >
            {t('shell:edit')}
          </Button>
          <Button
            variant="default"
            size="xs"
            aria-label={t('providerApps:deleteNamed', { name: app.name })}
            onClick={() => setAsking(true)}
          >
            {t('shell:delete')}
          </Button>
        </div>
      </div>
      {!app.ready && (
        <div className={classes.unfinished}>
          <p>
            <IconAlertTriangle size={18} aria-hidden /> {t('providerApps:unfinished')}
          </p>
          <Button size="xs" component={Link} to={`/settings/provider-apps/${app.id}/guide`}>
            {t('providerApps:continue')}
          </Button>
        </div>
      )}
      {app.credentials.length > 0 && (
        <ul className={classes.credentials}>
          {app.credentials.map((credential) => (
            <li key={credential.id}>
              <CredentialLine app={app} credential={credential} />
              {credential.failure && (
                <p className={card.line} data-tone="bad">
                  {t(`failures:${credential.failure.kind}`)}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {app.failure && <AppFailure failure={app.failure} />}
      <LastExamination app={app} />
      <DeleteApp app={app} opened={asking} onClose={() => setAsking(false)} />
    </li>
  );
}
