import { audienceLabels, tenantKindOf } from '@mailroom/model/guide/audience';
import { azureCloudOf } from '@mailroom/model/guide/azure-cloud';
import { applicationPermissions, delegatedPermissions } from '@mailroom/model/guide/permissions';
import type { ActionId } from '@mailroom/model/guide/steps';
import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BlockPanel } from './block-panel.tsx';
import { CheckPanel } from './check-panel.tsx';
import { ClientIdForm } from './client-id-form.tsx';
import { CredentialPanel } from './credential-panel.tsx';
import { ExchangeCommands, MailboxesField } from './exchange-panel.tsx';
import { useGuide } from './guide-context.ts';
import { PasteField } from './paste-field.tsx';
import { TellPanel } from './tell-panel.tsx';
import { Values } from './values.tsx';

/** What stands below an action: the values it needs, or the fields that take what comes of it. */
export function ActionPart({ action }: { action: ActionId }): ReactNode {
  const { app, cloud } = useGuide();
  switch (action) {
    case 'directory.sign-in':
      return <PortalButton page="Microsoft Entra admin center" href={azureCloudOf(cloud.authority)?.entra} />;
    case 'block.run':
      return <BlockPanel />;
    case 'block.paste':
      return <PasteField />;
    case 'registration.name':
    case 'consent-screen.start':
      return <Values values={[{ value: app.name }]} />;
    case 'registration.account-types':
      return <Values values={[{ value: audienceLabels[tenantKindOf(app.tenant ?? 'common')] }]} />;
    case 'registration.redirect-uri':
    case 'client.redirect-uri':
      return <Values values={[{ value: app.redirectUri }]} />;
    case 'registration.copy-ids':
      return <ClientIdForm />;
    case 'permissions.tick':
      return <Values values={delegatedPermissions.map(({ name }) => ({ value: name }))} />;
    case 'app-permissions.application':
      return <Values values={[{ value: 'Office 365 Exchange Online' }]} />;
    case 'app-permissions.tick':
      return <Values values={applicationPermissions.map(({ name }) => ({ value: name }))} />;
    case 'credential.copy-value':
      return <CredentialPanel />;
    case 'client.copy':
      return (
        <>
          <ClientIdForm />
          <CredentialPanel />
        </>
      );
    case 'audience.scope':
      return <Values values={[{ value: 'https://mail.google.com/' }]} />;
    case 'exchange.mailboxes':
      return <MailboxesField />;
    case 'exchange.run':
      return <ExchangeCommands />;
    case 'check.rehearse':
      return <CheckPanel />;
    case 'tell.send':
      return <TellPanel />;
    case 'link-all.link':
      return <OrganisationLink />;
    default:
      return null;
  }
}

function OrganisationLink() {
  const { t } = useTranslation();
  return (
    <div>
      <Button component={Link} to="/accounts/link/organisation">
        {t('guide:linkMailboxes')}
      </Button>
    </div>
  );
}

function PortalButton({ page, href }: { page: string; href: string | undefined }) {
  const { t } = useTranslation();
  if (href === undefined) return null;
  return (
    <div>
      <Button
        component="a"
        href={href}
        target="_blank"
        rel="noreferrer"
        variant="light"
        rightSection={<IconExternalLink size={14} aria-hidden />}
      >
        {t('guide:open', { page })}
      </Button>
    </div>
  );
}
