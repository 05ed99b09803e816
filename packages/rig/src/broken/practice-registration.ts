import type { NewRegistration, Registration } from '../identity/index.ts';
import type { PracticeProvider } from '../provider/index.ts';
import type { Entered } from './broken-registration.ts';

/** The registration as it should be: what this practice provider's portal lists for Mailroom. */
const permissions = [
  'openid',
  'profile',
  'email',
  'offline_access',
  'IMAP.AccessAsUser.All',
  'SMTP.Send',
  'User.Read',
];

const appRoles = ['IMAP.AccessAsApp', 'SMTP.SendAsApp'] as const;

/** Saves Mailroom's registration with these changes, as an administrator does in the portal. */
export function register(
  practice: PracticeProvider,
  redirectUri: string,
  changes: Partial<NewRegistration> = {},
): Registration {
  return practice.servers.identity.addRegistration({
    clientId: practice.clientId,
    tenant: practice.tenant,
    name: 'Mailroom',
    audience: 'AzureADandPersonalMicrosoftAccount',
    redirectUris: [redirectUri],
    secrets: [practice.clientSecret],
    permissions,
    appRoles,
    ...changes,
  });
}

/** The permissions listed, without one. */
export function permissionsWithout(missing: string): readonly string[] {
  return permissions.filter((permission) => permission !== missing);
}

/** What an administrator enters who makes no mistake, with changes. */
export function entered(practice: PracticeProvider, changes: Partial<Entered> = {}): Entered {
  const { authority, clientId, clientSecret, tenant, scopePrefix, imap, smtp, caPem } = practice;
  const [{ userName, password }] = practice.people;
  return {
    authority,
    clientId,
    clientSecret: clientSecret.value,
    tenant,
    scopePrefix,
    imap,
    smtp,
    caPem,
    authentication: 'oauth2',
    rehearsal: { userName, password, consent: 'accept' },
    ...changes,
  };
}
