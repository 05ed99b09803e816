/** Google's refusals: at sign-in ("Using OAuth 2.0 for Web Server Applications", "Authorization errors"), of tokens, and of Gmail. */
import type { CatalogueEntry, Meaning } from './entry.ts';

const administrator = (kind: Meaning['kind']): Meaning => ({
  origin: 'administrator',
  kind,
  next: 'ask-administrator',
});
const person = (kind: Meaning['kind']): Meaning => ({ origin: 'person', kind, next: 'reconnect' });
const passing = (kind: Meaning['kind']): Meaning => ({ origin: 'provider', kind, next: 'wait' });

const webServerPage = 'Using OAuth 2.0 for Web Server Applications, Google';
const expirationPage = 'Using OAuth 2.0 to Access Google APIs, "Refresh token expiration"';

/** The more exact before the more general: `invalid_client` stands for two faults, and only the words tell which. */
export const googleEntries: readonly CatalogueEntry[] = [
  {
    id: 'google-policy-of-organisation',
    recognises: { google: ['admin_policy_enforced'] },
    who: 'tenant-administrator',
    meaning: administrator('admin-consent-required'),
    where: 'google-api-controls',
    variables: ['clientId'],
    evidence: webServerPage,
  },
  {
    id: 'google-internal-app',
    recognises: { google: ['org_internal'] },
    who: 'administrator',
    meaning: administrator('tenant-mismatch'),
    where: 'google-audience',
    variables: [],
    evidence: webServerPage,
  },
  {
    id: 'google-redirect-uri-mismatch',
    recognises: { google: ['redirect_uri_mismatch'] },
    who: 'administrator',
    meaning: administrator('redirect-uri-mismatch'),
    where: 'google-client',
    variables: ['redirectUri'],
    evidence: webServerPage,
  },
  {
    id: 'google-client-unknown',
    recognises: { google: [/OAuth client was not found/i] },
    who: 'administrator',
    meaning: administrator('client-unknown'),
    where: 'google-credentials',
    variables: ['clientId'],
    evidence: webServerPage,
  },
  {
    id: 'google-client-deleted',
    recognises: { google: ['deleted_client', 'disabled_client'] },
    who: 'administrator',
    meaning: administrator('client-unknown'),
    where: 'google-credentials',
    variables: ['clientId'],
    evidence: webServerPage,
  },
  {
    id: 'google-client-secret-wrong',
    recognises: { google: ['invalid_client', /client_secret is missing/i] },
    who: 'administrator',
    meaning: administrator('client-secret-wrong'),
    where: 'google-client',
    variables: ['clientId'],
    evidence: webServerPage,
  },
  {
    id: 'google-client-of-other-kind',
    recognises: { google: ['unauthorized_client'] },
    who: 'administrator',
    meaning: administrator('client-unknown'),
    where: 'google-client',
    variables: [],
    evidence: 'RFC 6749 5.2; a refresh token that was given to another client is answered so too',
  },
  {
    id: 'google-app-in-testing',
    recognises: {
      google: [
        /has not completed the Google verification process|app is (?:currently )?being tested/i,
        // As an error of a page it means this; as one of a callback, that the person pressed Cancel.
        /Error 403: access_denied/,
      ],
    },
    who: 'administrator',
    meaning: administrator('user-not-assigned'),
    where: 'google-audience',
    variables: [],
    evidence: webServerPage,
  },
  {
    id: 'google-consent-declined',
    recognises: { google: ['access_denied'] },
    who: 'person',
    meaning: { origin: 'person', kind: 'consent-refused', next: 'retry' },
    where: null,
    variables: [],
    evidence: 'RFC 6749 4.1.2.1',
  },
  {
    id: 'google-signed-out-by-organisation',
    recognises: { google: ['invalid_rapt', /reauth related error/i] },
    who: 'person',
    meaning: person('grant-ended'),
    where: null,
    variables: [],
    evidence: 'Google Workspace Admin help, "Set session length for Google Cloud services"',
  },
  {
    // Also a changed password, a withdrawn access, or half a year unused: Google says the same of all.
    id: 'google-token-expired-or-revoked',
    recognises: { google: [/token has been expired or revoked/i, 'invalid_grant'] },
    who: 'person',
    meaning: person('grant-ended'),
    where: 'google-audience',
    variables: [],
    evidence: `${expirationPage}: seven days while in testing`,
  },
  {
    // Told by the lifetime of the refresh token, before anything has failed.
    id: 'google-access-ends-weekly',
    recognises: {},
    who: 'administrator',
    meaning: administrator('grant-ended'),
    where: 'google-audience',
    variables: ['days'],
    evidence: `${expirationPage}; refresh_token_expires_in counts down in every token answer`,
  },
  {
    // Google gives one only when it has just asked the person ("Refreshing an access token, offline access").
    id: 'google-refresh-token-missing',
    recognises: {},
    who: 'person',
    meaning: person('scope-missing'),
    where: 'google-connections',
    variables: [],
    evidence: webServerPage,
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
    id: 'google-imap-switched-off',
    recognises: {
      imap: [/IMAP access is disabled for your domain/i, /account is not enabled for IMAP use/i],
    },
    who: 'tenant-administrator',
    meaning: administrator('imap-disabled'),
    where: 'google-pop-and-imap',
    variables: ['mailbox'],
    evidence: 'Google Workspace Admin help, "Turn POP and IMAP on and off for users"',
  },
  {
    id: 'google-app-password-required',
    recognises: {
      imap: [/Application-specific password required|log in via your web browser/i],
      smtp: [/Application-specific password required|log in (?:with|via) your web browser/i],
    },
    who: 'person',
    meaning: person('login-refused'),
    where: 'google-app-passwords',
    variables: ['mailbox'],
    evidence: 'Google Account help, "Sign in with app passwords"',
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
  {
    id: 'google-daily-limit-reached',
    recognises: {
      imap: [/exceeded (?:command or )?bandwidth limits/i],
      smtp: [
        /Daily (?:user )?sending (?:limit|quota) exceeded|Daily SMTP relay (?:sending )?limit exceeded/i,
      ],
      enhanced: ['5.4.5'],
    },
    who: 'provider',
    meaning: passing('throttled'),
    where: null,
    variables: ['mailbox'],
    evidence: 'Google Workspace Admin help, "Gmail sending limits" and "Gmail bandwidth limits"',
  },
];
