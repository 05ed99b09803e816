/** What the person who signs in mends by signing in once more, differently. */
import type { CatalogueEntry, Meaning } from './entry.ts';

const reconnect = (kind: Meaning['kind']): Meaning => ({ origin: 'person', kind, next: 'reconnect' });
const entry = (
  id: string,
  recognises: CatalogueEntry['recognises'],
  meaning: Meaning,
  more: Partial<CatalogueEntry> = {},
): CatalogueEntry => ({
  id,
  recognises,
  who: 'person',
  meaning,
  where: null,
  variables: [],
  evidence: 'Microsoft identity platform error codes',
  ...more,
});

export const personEntries: readonly CatalogueEntry[] = [
  entry('consent-missing', { aadsts: [65001], oauth: ['consent_required'] }, reconnect('scope-missing')),
  entry(
    'consent-declined',
    { aadsts: [65004], oauth: ['access_denied'], kinds: ['consent-refused'] },
    { origin: 'person', kind: 'consent-refused', next: 'retry' },
  ),
  entry('permission-not-granted', { kinds: ['scope-missing'] }, reconnect('scope-missing'), {
    variables: ['missing'],
    evidence: 'RFC 6749 5.1: the answer names the scopes where they differ from those asked for',
  }),
  entry('account-of-other-directory', { aadsts: [50020] }, reconnect('tenant-mismatch'), {
    variables: ['tenant'],
  }),
  entry('account-of-other-kind', { aadsts: [500208] }, reconnect('tenant-mismatch'), {
    who: 'administrator',
    where: 'registration-authentication',
    variables: ['tenant'],
  }),
  entry('account-unknown', { aadsts: [50034] }, reconnect('grant-ended')),
  entry('account-locked', { aadsts: [50053] }, reconnect('grant-ended')),
  entry('password-wrong-or-expired', { aadsts: [50055, 50126] }, reconnect('grant-ended')),
  entry(
    'second-factor-required',
    { aadsts: [50072, 50074, 50076, 50078, 50079, 53004, 50158], oauth: ['interaction_required'] },
    reconnect('grant-ended'),
  ),
  entry('nobody-signed-in', { aadsts: [50058, 16000], oauth: ['login_required'] }, reconnect('grant-ended')),
  entry('grant-revoked', { aadsts: [50173, 50132, 50133] }, reconnect('grant-ended')),
  entry(
    'grant-refused',
    { aadsts: [70000], oauth: ['invalid_grant'], kinds: ['grant-ended'] },
    reconnect('grant-ended'),
  ),
  entry('grant-expired', { aadsts: [70008, 700082] }, reconnect('grant-ended')),
  entry('code-used-twice', { aadsts: [54005], kinds: ['link-already-used'] }, reconnect('link-already-used')),
  entry(
    'sign-in-went-astray',
    { aadsts: [501481, 50147, 700005, 165000], kinds: ['link-expired'] },
    reconnect('link-expired'),
  ),
  entry(
    'other-mailbox-signed-in',
    { kinds: ['other-mailbox-signed-in'] },
    {
      origin: 'person',
      kind: 'other-mailbox-signed-in',
      next: 'retry',
    },
    {
      evidence:
        'OpenID Connect Core 1.0, 3.1.2.1: login_hint is a hint, and people may choose another account',
    },
  ),
];
