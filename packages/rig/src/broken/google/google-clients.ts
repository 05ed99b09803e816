import { MAIL_SCOPE } from '../../identity/google/index.ts';
import type { PracticeGoogle } from '../../provider/index.ts';
import type { BrokenGoogleClient, GoogleEntered } from './broken-google-client.ts';

const SEVEN_DAYS_S = 7 * 24 * 3600 - 1;

const mismatch = { kind: 'blocked', stage: 'silent', error: 'redirect_uri_mismatch' } as const;

/** What an administrator enters who makes no mistake, with changes. */
export function enteredAtGoogle(
  practice: PracticeGoogle,
  changes: Partial<GoogleEntered> = {},
): GoogleEntered {
  const { authority, clientId, clientSecret, imap, smtp, caPem, people } = practice;
  const [persona] = people;
  if (persona === undefined) throw new Error('The practice Google has no people');
  const { userName, password } = persona;
  return {
    authority,
    clientId,
    clientSecret,
    imap,
    smtp,
    caPem,
    rehearsal: { userName, password, consent: 'accept', untick: [] },
    ...changes,
  };
}

export const brokenGoogleClients: readonly BrokenGoogleClient[] = [
  {
    id: 'google-unknown-client-id',
    wrong: 'The client ID entered belongs to no OAuth client.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'blocked', stage: 'silent', error: 'invalid_client' }],
    setWrong: async (practice) =>
      enteredAtGoogle(practice, { clientId: '123456789012-nobody.apps.googleusercontent.com' }),
  },
  {
    id: 'google-wrong-secret',
    wrong: 'The client secret entered is not that of the OAuth client.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'oauth', stage: 'token', error: 'invalid_client' }],
    setWrong: async (practice) => enteredAtGoogle(practice, { clientSecret: 'GOCSPX-of-another-client' }),
  },
  {
    id: 'google-client-disabled',
    wrong: 'The OAuth client is disabled.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'blocked', stage: 'silent', error: 'disabled_client' }],
    setWrong: saved({ disabled: true }),
  },
  {
    id: 'google-redirect-uri-missing',
    wrong: 'No redirect URI is entered in the console.',
    mendedBy: 'administrator',
    symptoms: [mismatch],
    setWrong: saved({ redirectUris: [] }),
  },
  {
    id: 'google-redirect-uri-other-host',
    wrong: 'The redirect URI entered in the console is of another host than Mailroom is reached by.',
    mendedBy: 'administrator',
    symptoms: [mismatch],
    setWrong: saved({ redirectUris: ['https://mailroom.example/oauth2/callback'] }),
  },
  {
    id: 'google-internal-only',
    wrong: 'The application is internal to another organisation than the one the person belongs to.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'blocked', stage: 'sign-in', error: 'org_internal' }],
    setWrong: saved({ audience: 'internal', organisation: 'otter-freight.example' }),
  },
  {
    id: 'google-test-user-missing',
    wrong: 'The application is in testing, and the person is not among its test users.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'blocked', stage: 'sign-in', error: 'access_denied' }],
    setWrong: saved({ publishing: 'testing', verified: false, testUsers: [] }),
  },
  {
    id: 'google-seven-days',
    wrong: 'The application is in testing, so that every sign-in ends after seven days.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'refresh-token-ends', stage: 'token', seconds: SEVEN_DAYS_S }],
    async setWrong(practice) {
      const testUsers = practice.people.map(({ userName }) => userName);
      practice.saveClient({ publishing: 'testing', verified: false, testUsers });
      return enteredAtGoogle(practice);
    },
  },
  {
    id: 'google-blocked-by-administrator',
    wrong: "The organisation's administrator has not approved the application.",
    mendedBy: 'tenant-administrator',
    symptoms: [{ kind: 'blocked', stage: 'sign-in', error: 'admin_policy_enforced' }],
    async setWrong(practice) {
      practice.servers.identity.putOrganisation(practice.organisation, true);
      practice.saveClient({ organisation: undefined });
      return enteredAtGoogle(practice);
    },
  },
  {
    id: 'google-mail-unticked',
    wrong: 'The person unticked the access to mail on the consent page.',
    mendedBy: 'person',
    symptoms: [
      { kind: 'scope-missing', stage: 'token', scope: MAIL_SCOPE },
      { kind: 'imap-reply', stage: 'imap', reply: 'Invalid credentials (Failure)' },
      { kind: 'smtp-reply', stage: 'smtp', code: 535, says: 'Username and Password not accepted' },
      { kind: 'api', stage: 'aliases', status: 403, reason: 'insufficientPermissions' },
    ],
    async setWrong(practice) {
      const right = enteredAtGoogle(practice);
      return { ...right, rehearsal: { ...right.rehearsal, untick: [MAIL_SCOPE] } };
    },
  },
  {
    id: 'google-consent-refused',
    wrong: 'The person pressed Cancel on the consent page.',
    mendedBy: 'person',
    symptoms: [{ kind: 'oauth', stage: 'sign-in', error: 'access_denied' }],
    async setWrong(practice) {
      const right = enteredAtGoogle(practice);
      return { ...right, rehearsal: { ...right.rehearsal, consent: 'cancel' } };
    },
  },
  {
    id: 'google-refresh-token-missing',
    wrong: 'Google gives no refresh token, so that the sign-in ends within the hour.',
    mendedBy: 'person',
    symptoms: [{ kind: 'no-refresh-token', stage: 'token' }],
    async setWrong(practice) {
      practice.servers.identity.withholdRefreshTokens(true);
      return enteredAtGoogle(practice);
    },
  },
  {
    id: 'google-gmail-api-off',
    wrong: 'The Gmail API is not switched on in the project, so that aliases cannot be read.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'api', stage: 'aliases', status: 403, reason: 'accessNotConfigured' }],
    setWrong: saved({ gmailApi: false }),
  },
];

/** Undoes whatever was set wrong: client, organisation and consent. */
export function setGoogleRight(practice: PracticeGoogle): void {
  const { identity } = practice.servers;
  identity.withholdRefreshTokens(false);
  identity.putOrganisation(practice.organisation, false);
  practice.saveClient();
  for (const { userName } of practice.people) {
    const person = identity.person(userName);
    if (person !== undefined) identity.withdrawConsent(person, practice.clientId);
  }
}

function saved(changes: Parameters<PracticeGoogle['saveClient']>[0]): BrokenGoogleClient['setWrong'] {
  return async (practice) => {
    practice.saveClient(changes);
    return enteredAtGoogle(practice);
  };
}
