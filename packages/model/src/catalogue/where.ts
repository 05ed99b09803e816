/** Links into the provider's portal, with the registration already opened where the portal can do that. */
import type { Place } from './entry.ts';

/** What the links are made for. */
export interface Registration {
  /** Origin of the identity platform, which tells the cloud. */
  authority: string;
  tenant: string;
  clientId: string;
}

/** Portals by the host people sign in at ("National clouds", Microsoft identity platform). */
const portals: Readonly<Record<string, { azure: string; office: string; exchange: string }>> = {
  'login.microsoftonline.com': {
    azure: 'https://portal.azure.com',
    office: 'https://admin.microsoft.com',
    exchange: 'https://admin.exchange.microsoft.com',
  },
  'login.microsoftonline.us': {
    azure: 'https://portal.azure.us',
    office: 'https://portal.office365.us',
    exchange: 'https://outlook.office365.us/ecp',
  },
  'login.partner.microsoftonline.cn': {
    azure: 'https://portal.azure.cn',
    office: 'https://portal.partner.microsoftonline.cn',
    exchange: 'https://partner.outlook.cn/ecp',
  },
};

const registrationBlade = (blade: string): string =>
  `{azure}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/${blade}/appId/{clientId}`;

const templates: Readonly<Record<Place, string>> = {
  registrations: '{azure}/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
  'registration-overview': registrationBlade('Overview'),
  'registration-authentication': registrationBlade('Authentication'),
  'registration-credentials': registrationBlade('Credentials'),
  'registration-permissions': registrationBlade('CallAnAPI'),
  'enterprise-applications':
    '{azure}/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview',
  'conditional-access': '{azure}/#view/Microsoft_AAD_ConditionalAccess/ConditionalAccessBlade/~/Policies',
  'directory-properties': '{azure}/#view/Microsoft_AAD_IAM/ActiveDirectoryMenuBlade/~/Properties',
  'admin-consent': '{authority}/{directory}/adminconsent?client_id={clientId}',
  'active-users': '{office}/#/users',
  'exchange-mail-flow': '{exchange}/#/settings',
  'exchange-mailboxes': '{exchange}/#/mailboxes',
  'exchange-restricted-senders': 'https://security.microsoft.com/restrictedentities',
  'outlook-forwarding': 'https://outlook.live.com/mail/0/options/mail/forwarding',
  'google-credentials': 'https://console.cloud.google.com/apis/credentials?project={project}',
  'google-client':
    'https://console.cloud.google.com/apis/credentials/oauthclient/{clientId}?project={project}',
  'google-audience': 'https://console.cloud.google.com/auth/audience?project={project}',
  'google-gmail-api': 'https://console.cloud.google.com/apis/library/gmail.googleapis.com?project={project}',
  'google-api-controls': 'https://admin.google.com/ac/owl',
  'google-pop-and-imap': 'https://admin.google.com/ac/apps/gmail/enduseraccess',
  'google-app-passwords': 'https://myaccount.google.com/apppasswords',
  'google-connections': 'https://myaccount.google.com/connections',
};

const directoryless: ReadonlySet<string> = new Set(['common', 'consumers']);

/**
 * The page where it is mended. A practice or private authority has no portal and is given the global one's, whose pages are the
 * ones that the sentences name.
 */
export function whereLink(place: Place, { authority, tenant, clientId }: Registration): string {
  const host = URL.canParse(authority) ? new URL(authority).host : '';
  const portal = portals[host] ?? portals['login.microsoftonline.com'];
  const values: Readonly<Record<string, string | undefined>> = {
    ...portal,
    authority,
    clientId: encodeURIComponent(clientId),
    // The console takes a project by its number, which a client ID of Google's begins with.
    project: /^(\d+)-/.exec(clientId)?.[1],
    // The admin consent endpoint refuses `common` ("Admin consent on the Microsoft identity platform").
    directory: encodeURIComponent(directoryless.has(tenant) ? 'organizations' : tenant),
  };
  return templates[place]
    .replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
    .replace(/\?project=$/, '');
}
