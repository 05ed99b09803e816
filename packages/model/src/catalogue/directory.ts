/** What the directory of the person forbids. Its administrator mends it, who need not be Mailroom's. */
import type { FailureKind } from '../failure.ts';
import type { CatalogueEntry } from './entry.ts';

const entry = (
  id: string,
  recognises: CatalogueEntry['recognises'],
  kind: FailureKind,
  where: CatalogueEntry['where'],
  more: Partial<CatalogueEntry> = {},
): CatalogueEntry => ({
  id,
  recognises,
  who: 'tenant-administrator',
  meaning: { origin: 'administrator', kind, next: 'ask-administrator' },
  where,
  variables: [],
  evidence: 'Microsoft identity platform error codes',
  ...more,
});

const endedGrant = { origin: 'person', kind: 'grant-ended', next: 'reconnect' } as const;

export const directoryEntries: readonly CatalogueEntry[] = [
  entry(
    'admin-consent-required',
    { aadsts: [90094], kinds: ['admin-consent-required'] },
    'admin-consent-required',
    'admin-consent',
    {
      evidence:
        'Manage app consent policies, Microsoft Entra: what "Let Microsoft manage your consent settings" withholds',
    },
  ),
  entry('admin-consent-by-request', { aadsts: [90095] }, 'admin-consent-required', 'enterprise-applications'),
  entry(
    'user-not-assigned',
    { aadsts: [50105], kinds: ['user-not-assigned'] },
    'user-not-assigned',
    'enterprise-applications',
    { variables: ['clientId'] },
  ),
  entry(
    'device-required',
    { aadsts: [50097, 53000, 53001, 53002, 530003] },
    'sign-in-blocked-by-policy',
    'conditional-access',
  ),
  entry(
    'conditional-access',
    { aadsts: [53003], kinds: ['sign-in-blocked-by-policy'] },
    'sign-in-blocked-by-policy',
    'conditional-access',
  ),
  entry(
    'security-policy-of-directory',
    { aadsts: [530032, 530035] },
    'sign-in-blocked-by-policy',
    'directory-properties',
  ),
  entry('guest-restricted', { aadsts: [90072, 500212, 500213] }, 'sign-in-blocked-by-policy', null),
  entry('sign-in-too-old', { aadsts: [70043] }, 'grant-ended', 'conditional-access', { meaning: endedGrant }),
  entry('account-disabled', { aadsts: [50057] }, 'grant-ended', 'active-users', { meaning: endedGrant }),
];
