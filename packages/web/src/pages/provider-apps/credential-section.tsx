import type { ProviderApp } from '@mailroom/model';
import { useTranslation } from 'react-i18next';
import card from '../../shell/card.module.css';
import { AddCredential } from './add-credential.tsx';
import { CredentialCard } from './credential-card.tsx';
import { Section } from './section.tsx';

/** One credential and the one that takes over from it. */
const most = 2;

export function CredentialSection({ app }: { app: ProviderApp }) {
  const { t } = useTranslation();
  const { credentials } = app;
  return (
    <Section
      id="credentials"
      title={t('providerApps:credentialsTitle')}
      text={credentials.length === 0 ? t('providerApps:credentialsNone') : t('providerApps:credentialsText')}
    >
      {credentials.length > 0 && (
        <ul className={card.cards}>
          {credentials.map((credential) => (
            <CredentialCard key={credential.id} app={app} credential={credential} />
          ))}
        </ul>
      )}
      {credentials.length < most && <AddCredential app={app} />}
    </Section>
  );
}
