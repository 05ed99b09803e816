import { Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { read } from '../../../api/read.ts';
import { AdviceList } from './advice-list.tsx';
import { AppButtons } from './app-buttons.tsx';
import { domainOf } from './domain.ts';
import { type LinkOptions, offeredApps } from './link-options.ts';
import { ManualButton } from './manual-button.tsx';
import { PasswordForm } from './password-form.tsx';
import { type Found, foundValues } from './password-values.ts';
import { ResultPanel } from './result-panel.tsx';

interface FoundPanelProps {
  address: string;
  found: Found;
  options: LinkOptions;
}

/** The servers are known: the sign-in page of their provider, or the password for them. */
export function FoundPanel({ address, found, options }: FoundPanelProps) {
  const { t } = useTranslation();
  const domain = domainOf(address);
  const title = found.provider ?? t('discovery:serversOf', { domain });
  if (found.auth !== 'password') {
    return (
      <ResultPanel title={title}>
        <SignIn address={address} found={found} options={options} title={title} />
      </ResultPanel>
    );
  }
  return (
    <ResultPanel title={title} text={t(`discovery:sources.${found.foundBy}`, { domain })}>
      <Stack gap="lg">
        <AdviceList advice={found.advice} />
        {found.confirm && <strong>{t('discovery:confirm')}</strong>}
        <PasswordForm
          initialValues={foundValues(address, found)}
          advice={found.advice}
          folded={!found.confirm && found.smtp !== null && found.imapUser !== null && found.smtpUser !== null}
        />
      </Stack>
    </ResultPanel>
  );
}

function SignIn({ address, found, options, title }: FoundPanelProps & { title: string }) {
  const { t } = useTranslation();
  const isAdministrator = useQuery(read('readMe', {})).data?.role === 'administrator';
  const apps = offeredApps(options, found);
  if (apps.length > 0) {
    return (
      <Stack gap="md">
        <p>{t('discovery:signIn')}</p>
        <AppButtons apps={apps} address={address} />
      </Stack>
    );
  }
  if (found.auth === 'oauth2-other') {
    return (
      <Stack gap="md">
        <p>{t('discovery:otherSignIn', { provider: title })}</p>
        <div>
          <ManualButton address={address} />
        </div>
      </Stack>
    );
  }
  return (
    <Stack gap="md">
      <p>{t('discovery:noApp', { provider: title })}</p>
      {isAdministrator && (
        <Anchor component={Link} to="/settings/provider-apps">
          {t('accounts:toProviderApps')}
        </Anchor>
      )}
    </Stack>
  );
}
