/** Google's refusals at sign-in ("Using OAuth 2.0 for Web Server Applications", "Authorization errors"). */
import type { CatalogueEntry, Meaning } from './entry.ts';

const administrator = (kind: Meaning['kind']): Meaning => ({
  origin: 'administrator',
  kind,
  next: 'ask-administrator',
});
const person = (kind: Meaning['kind']): Meaning => ({ origin: 'person', kind, next: 'reconnect' });
const evidence = 'Using OAuth 2.0 for Web Server Applications, Google';

export const googleEntries: readonly CatalogueEntry[] = [
  {
    id: 'google-policy-of-organisation',
    recognises: { google: ['admin_policy_enforced'] },
    who: 'tenant-administrator',
    meaning: administrator('admin-consent-required'),
    where: 'google-api-controls',
    variables: ['clientId'],
    evidence,
  },
  {
    id: 'google-internal-app',
    recognises: { google: ['org_internal'] },
    who: 'administrator',
    meaning: administrator('tenant-mismatch'),
    where: 'google-audience',
    variables: [],
    evidence,
  },
  {
    id: 'google-redirect-uri-mismatch',
    recognises: { google: ['redirect_uri_mismatch'] },
    who: 'administrator',
    meaning: administrator('redirect-uri-mismatch'),
    where: 'google-credentials',
    variables: ['redirectUri'],
    evidence,
  },
  {
    id: 'google-client-deleted',
    recognises: { google: ['deleted_client', 'disabled_client', /OAuth client was (?:not found|deleted)/i] },
    who: 'administrator',
    meaning: administrator('client-unknown'),
    where: 'google-credentials',
    variables: ['clientId'],
    evidence,
  },
  {
    id: 'google-app-in-testing',
    recognises: {
      google: [/has not completed the Google verification process|app is (?:currently )?being tested/i],
    },
    who: 'administrator',
    meaning: administrator('user-not-assigned'),
    where: 'google-audience',
    variables: [],
    evidence,
  },
  {
    // Also a changed password, a withdrawn access, or half a year unused: Google says the same of all.
    id: 'google-token-expired-or-revoked',
    recognises: { google: [/token has been expired or revoked/i] },
    who: 'person',
    meaning: person('grant-ended'),
    where: 'google-audience',
    variables: [],
    evidence:
      'Using OAuth 2.0 to Access Google APIs, "Refresh token expiration": seven days while in testing',
  },
  {
    id: 'google-mail-not-granted',
    recognises: { google: ['insufficient_scope', /insufficient authentication scopes/i] },
    who: 'person',
    meaning: person('scope-missing'),
    where: 'google-connections',
    variables: [],
    evidence: 'Google lets people untick single permissions ("granular permissions")',
  },
  {
    id: 'google-api-not-enabled',
    recognises: {
      google: ['accessNotConfigured', 'SERVICE_DISABLED', /Gmail API has not been used in project/i],
    },
    who: 'administrator',
    meaning: administrator('scope-missing'),
    where: 'google-gmail-api',
    variables: [],
    evidence: 'Gmail API, "Resolve errors"',
  },
  {
    id: 'google-imap-token-refused',
    recognises: {
      imap: [/"status":\s*"40[01]"|Invalid credentials \(Failure\)/],
      smtp: [/5\.7\.8 .*BadCredentials/],
    },
    who: 'person',
    meaning: person('login-refused'),
    where: 'google-connections',
    variables: ['mailbox'],
    evidence: 'XOAUTH2 mechanism, Google: the challenge of a refused token',
  },
];
