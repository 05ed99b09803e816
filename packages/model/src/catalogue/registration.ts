/** What is wrong with the registration itself. Mailroom's administrator mends all of it. */
import type { FailureKind } from '../failure.ts';
import type { CatalogueEntry, Meaning } from './entry.ts';

const administrator = (kind: FailureKind): Meaning => ({
  origin: 'administrator',
  kind,
  next: 'ask-administrator',
});
const evidence = 'Microsoft identity platform error codes';
const entry = (
  id: string,
  recognises: CatalogueEntry['recognises'],
  kind: FailureKind,
  where: CatalogueEntry['where'],
  variables: CatalogueEntry['variables'] = [],
  more: Partial<CatalogueEntry> = {},
): CatalogueEntry => ({
  id,
  recognises,
  who: 'administrator',
  meaning: administrator(kind),
  where,
  variables,
  evidence,
  ...more,
});

export const registrationEntries: readonly CatalogueEntry[] = [
  entry(
    'client-secret-wrong',
    { aadsts: [7000215, 70002], oauth: ['invalid_client'], kinds: ['client-secret-wrong'] },
    'client-secret-wrong',
    'registration-credentials',
  ),
  // AADSTS7000215 again: only the shape of the secret tells, a GUID is never its value.
  entry(
    'client-secret-is-its-id',
    { kinds: ['secret-id-instead-of-value'] },
    'secret-id-instead-of-value',
    'registration-credentials',
  ),
  entry(
    'client-secret-expired',
    { aadsts: [7000222], kinds: ['client-secret-expired'] },
    'client-secret-expired',
    'registration-credentials',
  ),
  entry('client-secret-expires-soon', {}, 'client-secret-expired', 'registration-credentials', ['days'], {
    evidence: 'The expiry date that the portal shows with the secret, as entered',
  }),
  entry('client-secret-missing', { aadsts: [7000218] }, 'client-secret-wrong', 'registration-credentials'),
  entry('client-is-public', { aadsts: [700025] }, 'client-secret-wrong', 'registration-authentication'),
  entry(
    'client-assertion-refused',
    { aadsts: [700027, 50027, 700021, 700023], kinds: ['client-certificate-refused'] },
    'client-certificate-refused',
    'registration-credentials',
  ),
  entry('client-assertion-out-of-time', { aadsts: [700024] }, 'client-certificate-refused', null),
  entry(
    'client-certificate-expired',
    { aadsts: [1000502], kinds: ['client-certificate-expired'] },
    'client-certificate-expired',
    'registration-credentials',
  ),
  entry(
    'client-certificate-expires-soon',
    {},
    'client-certificate-expired',
    'registration-credentials',
    ['days'],
    { evidence: 'The end of validity of the certificate that Mailroom made' },
  ),
  entry(
    'federated-credential-unknown',
    { aadsts: [70021, 700211, 700212, 700213, 50013], kinds: ['federated-token-refused'] },
    'federated-token-refused',
    'registration-credentials',
  ),
  entry(
    'federated-token-missing',
    { kinds: ['federated-token-missing'] },
    'federated-token-missing',
    null,
    ['file'],
    { evidence: 'Workload identity federation: the platform writes the assertion into a file' },
  ),
  entry(
    'client-unknown',
    { aadsts: [700016], kinds: ['client-unknown'] },
    'client-unknown',
    'registrations',
    ['clientId', 'tenant'],
  ),
  entry('client-disabled', { aadsts: [7000112, 70001] }, 'client-unknown', 'enterprise-applications', [], {
    who: 'tenant-administrator',
  }),
  entry('client-not-in-directory', { aadsts: [7000229] }, 'client-unknown', 'admin-consent', ['tenant']),
  entry(
    'redirect-uri-mismatch',
    { aadsts: [50011, 500112], kinds: ['redirect-uri-mismatch'] },
    'redirect-uri-mismatch',
    'registration-authentication',
    ['redirectUri'],
  ),
  entry(
    'redirect-uri-missing',
    { aadsts: [500113, 900971] },
    'redirect-uri-mismatch',
    'registration-authentication',
    ['redirectUri'],
  ),
  // Under "SPA" a refresh token ends after a day, and a client secret is not taken.
  entry(
    'redirect-uri-of-single-page-app',
    { aadsts: [700084, 9002327] },
    'redirect-uri-mismatch',
    'registration-authentication',
    ['redirectUri'],
  ),
  entry(
    'tenant-not-found',
    { aadsts: [90002], kinds: ['tenant-not-found'] },
    'tenant-not-found',
    'directory-properties',
    ['tenant'],
  ),
  entry('tenant-in-other-cloud', { aadsts: [90038, 900432] }, 'tenant-not-found', null, ['tenant']),
  entry('single-tenant-over-common', { aadsts: [50194] }, 'tenant-mismatch', 'registration-overview', [
    'tenant',
  ]),
  // "The client does not exist or is not enabled for consumers" on the sign-in page has no number of its own.
  entry(
    'audience-without-personal-accounts',
    { aadsts: [9002332], oauth: ['unauthorized_client'], kinds: ['tenant-mismatch'] },
    'tenant-mismatch',
    'registration-authentication',
    ['tenant'],
  ),
  entry('audience-personal-only', { aadsts: [9002331] }, 'tenant-mismatch', 'registration-authentication', [
    'tenant',
  ]),
  entry(
    'tenant-must-be-named',
    { aadsts: [90124, 90130, 9001023] },
    'tenant-mismatch',
    'directory-properties',
    ['tenant'],
  ),
  entry(
    'permission-not-listed',
    { aadsts: [65005, 650057, 650056] },
    'scope-missing',
    'registration-permissions',
  ),
  entry(
    'permission-unknown',
    { aadsts: [650053], oauth: ['invalid_scope'] },
    'scope-missing',
    'registration-permissions',
  ),
  entry('offline-access-missing', {}, 'scope-missing', 'registration-permissions', [], {
    evidence:
      'Scopes and permissions in the Microsoft identity platform: no refresh token without offline_access',
  }),
  entry('identity-claims-missing', {}, 'scope-missing', 'registration-permissions', ['missing'], {
    evidence: 'ID token claims reference: oid and preferred_username come with the scope profile',
  }),
  entry('token-for-other-resource', {}, 'scope-missing', null, ['missing'], {
    evidence: 'A token is for one resource; Exchange refuses those for Microsoft Graph',
  }),
  entry('exchange-not-in-directory', { aadsts: [650052] }, 'scope-missing', 'active-users'),
  entry(
    'resource-unknown',
    { aadsts: [500011], oauth: ['invalid_resource'] },
    'scope-missing',
    'registration-permissions',
    ['tenant'],
  ),
  entry('organisation-permission-missing', {}, 'scope-missing', 'registration-permissions', ['missing'], {
    who: 'tenant-administrator',
    evidence: 'OAuth for IMAP, POP and SMTP, client credentials: what was granted stands in the claim roles',
  }),
];
