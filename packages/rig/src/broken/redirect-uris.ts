import type { PracticeProvider } from '../provider/index.ts';
import type { BrokenRegistration, Entered } from './broken-registration.ts';
import { entered, register } from './practice-registration.ts';

const mismatch = { kind: 'aadsts', stage: 'silent', code: 50011 } as const;

/** The redirect URI as it was registered, which has to be Mailroom's to the letter. */
export const brokenRedirectUris: readonly BrokenRegistration[] = [
  {
    id: 'redirect-uri-missing',
    wrong: 'No redirect URI is registered: the field was left blank for now.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'aadsts', stage: 'silent', code: 500113 }],
    setWrong: async (practice, uri) => registered(practice, uri, []),
  },
  {
    id: 'redirect-uri-other-case',
    wrong: 'The path of the redirect URI is registered in other case.',
    mendedBy: 'administrator',
    symptoms: [mismatch],
    async setWrong(practice, uri) {
      const other = new URL(uri);
      const lower = other.pathname.toLowerCase();
      other.pathname = lower === other.pathname ? other.pathname.toUpperCase() : lower;
      return registered(practice, uri, [other.href]);
    },
  },
  {
    id: 'redirect-uri-trailing-slash',
    wrong:
      'The redirect URI is registered with a slash at its end that Mailroom does not send, or without one it sends.',
    mendedBy: 'administrator',
    symptoms: [mismatch],
    setWrong: async (practice, uri) =>
      registered(practice, uri, [uri.endsWith('/') ? uri.slice(0, -1) : `${uri}/`]),
  },
  {
    id: 'redirect-uri-other-scheme',
    wrong: 'The redirect URI is registered with another scheme than the one Mailroom is reached by.',
    mendedBy: 'administrator',
    symptoms: [mismatch],
    setWrong: async (practice, uri) => registered(practice, uri, [otherScheme(uri)]),
  },
  {
    id: 'redirect-uri-other-host',
    wrong: 'The redirect URI is registered for another host and port than Mailroom is reached by.',
    mendedBy: 'administrator',
    symptoms: [mismatch],
    setWrong: async (practice, uri) =>
      registered(practice, uri, [`https://mailroom.example:8443${new URL(uri).pathname}`]),
  },
  {
    id: 'redirect-uri-single-page',
    wrong: 'The redirect URI is registered under the platform Single-page application in place of Web.',
    mendedBy: 'administrator',
    symptoms: [{ kind: 'aadsts', stage: 'token', code: 9002327, error: 'invalid_request' }],
    async setWrong(practice, uri) {
      register(practice, uri, { redirectUris: [], spaRedirectUris: [uri] });
      return entered(practice);
    },
  },
];

function registered(practice: PracticeProvider, uri: string, redirectUris: readonly string[]): Entered {
  register(practice, uri, { redirectUris });
  return entered(practice);
}

/** Plain http can be registered on this machine only. */
function otherScheme(uri: string): string {
  const other = new URL(uri);
  if (other.protocol === 'http:') other.protocol = 'https:';
  else Object.assign(other, { protocol: 'http:', hostname: 'localhost' });
  return other.href;
}
