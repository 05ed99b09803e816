import { azureCloudOf } from '@mailroom/model/guide/azure-cloud';
import { useTranslation } from 'react-i18next';
import card from '../../shell/card.module.css';
import { AddCredential } from '../provider-apps/add-credential.tsx';
import { CredentialCard } from '../provider-apps/credential-card.tsx';
import classes from './credential-panel.module.css';
import { useGuide } from './guide-context.ts';
import { Values } from './values.tsx';

/** One credential and the one that takes over from it. */
const most = 2;

/** Audiences that Microsoft expects in a federated token, by cloud ("Workload identity federation"). */
const audiences: Readonly<Record<string, string>> = {
  AzureCloud: 'api://AzureADTokenExchange',
  AzureUSGovernment: 'api://AzureADTokenExchangeUSGov',
  AzureChinaCloud: 'api://AzureADTokenExchangeChina',
};

/** What Mailroom proves itself with: entered or made here, with the ways that need no secret. */
export function CredentialPanel() {
  const { app, examine } = useGuide();
  return (
    <div className={classes.panel}>
      {app.credentials.length > 0 && (
        <ul className={card.cards}>
          {app.credentials.map((credential) => (
            <CredentialCard key={credential.id} app={app} credential={credential} onDeleted={examine} />
          ))}
        </ul>
      )}
      {app.credentials.length < most && (
        <AddCredential key={app.credentials.length} app={app} onAdded={examine} />
      )}
    </div>
  );
}

/** How the other two kinds are made, for an installation that wants no secret. */
export function WithoutSecret() {
  const { t } = useTranslation();
  const { cloud } = useGuide();
  const azure = azureCloudOf(cloud.authority);
  return (
    <details className={classes.fold}>
      <summary>{t('guide:withoutSecret.title')}</summary>
      <div className={classes.folded}>
        <h3>{t('guide:withoutSecret.certificate')}</h3>
        <p>{t('guide:withoutSecret.certificateText')}</p>
        <h3>{t('guide:withoutSecret.federated')}</h3>
        <p>{t('guide:withoutSecret.federatedText')}</p>
        <Values values={[{ label: 'Audience', value: audiences[azure?.cli ?? 'AzureCloud'] ?? '' }]} />
        <p>{t('guide:withoutSecret.federatedSetting')}</p>
        <Values
          values={[
            { value: 'MAILROOM_FEDERATED_TOKEN_FILE=/var/run/secrets/azure/tokens/azure-identity-token' },
          ]}
        />
      </div>
    </details>
  );
}
