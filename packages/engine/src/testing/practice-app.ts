/** A provider app as it is entered for a practice provider, and people who sign in through it. */

import { walkSignIn } from '@mailroom/rig/identity/index';
import type { PracticeProvider } from '@mailroom/rig/provider/index';
import type { OAuthCredentials, ProviderAppCredentials } from '../ports/accounts.ts';
import type { IdentityProvider } from '../provider/oauth2/index.ts';

export const practiceRedirectUri = 'http://localhost:3300/oauth2/callback';

export function practiceApp(provider: PracticeProvider): ProviderAppCredentials {
  const { authority, imap, smtp, scopePrefix, clientId, clientSecret, tenant } = provider;
  provider.registerRedirectUri(practiceRedirectUri);
  return {
    id: 'app',
    provider: 'microsoft',
    access: 'people',
    clientId,
    credentials: [{ id: 'first', kind: 'secret', value: clientSecret.value }],
    tenant,
    cloud: {
      provider: 'microsoft',
      id: 'practice',
      name: 'Practice',
      authority,
      imap,
      smtp,
      scopePrefix,
      withdrawUrl: null,
    },
  };
}

/** Signs in through the pages, as a person in a browser; answers what is stored with their own mailbox. */
export async function signInTo(
  identity: IdentityProvider,
  app: ProviderAppCredentials,
  person: { userName: string; password: string },
): Promise<OAuthCredentials> {
  const redirectUri = practiceRedirectUri;
  const { url, ...pending } = await identity.authorizeUrl(app, { redirectUri });
  const landed = await walkSignIn({ authorizeUrl: url, ...person, consent: 'accept' });
  const parameters = new URL(landed).searchParams;
  const { tokens } = await identity.redeem(app, { ...pending, redirectUri, parameters });
  return {
    kind: 'oauth',
    providerAppId: app.id,
    imapUsers: [person.userName],
    smtpUsers: [person.userName],
    tokens: { ...tokens, version: 1 },
  };
}
