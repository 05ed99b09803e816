import type { AuthorizeRequest } from '@mailroom/engine/provider/oauth2/index';
import type { Account } from '@mailroom/model';
import type { SignedIn } from '../http/handler.ts';
import { invalidRequest, notFound } from '../http/refusals.ts';
import type { Services } from '../services.ts';

export interface LinkRequest {
  providerAppId?: string;
  accountId?: string;
}

/** The provider app of a new link: the one named, or the only one there is. */
async function chosenApp({ store }: Services, providerAppId: string | undefined): Promise<string> {
  const options = await store.providerApps.linkOptions();
  const chosen = providerAppId ? options.find(({ id }) => id === providerAppId) : options[0];
  if (!chosen) throw notFound();
  if (!providerAppId && options.length > 1) throw invalidRequest({ providerAppId: 'choose-one' });
  return chosen.id;
}

/** The app an account was linked with; reconnecting through another would be another grant. */
async function appOf({ store }: Services, account: Account): Promise<string> {
  const credentials = await store.ports.credentials.read(account.id);
  if (credentials.kind !== 'oauth') throw invalidRequest({ accountId: 'has-a-password' });
  return credentials.providerAppId;
}

function signInOptions(account: Account | null): Pick<AuthorizeRequest, 'loginHint' | 'prompt'> {
  if (!account) return { prompt: 'select_account' };
  // A permission that was not granted is asked for again; otherwise Microsoft skips what it can.
  const again = account.failure?.kind === 'scope-missing';
  return { loginHint: account.address, ...(again ? { prompt: 'consent' } : {}) };
}

/**
 * Begins an authorization code flow (RFC 6749 4.1 with PKCE, RFC 7636): stores the attempt, bound to the person and their browser
 * session, and answers the address of the sign-in page.
 */
export async function beginLink(
  services: Services,
  { person, sessionId }: SignedIn,
  request: LinkRequest,
): Promise<string> {
  const { store, identity } = services;
  const account = request.accountId ? await store.accounts.read(person.id, request.accountId) : null;
  const providerAppId = account
    ? await appOf(services, account)
    : await chosenApp(services, request.providerAppId);
  const app = await store.ports.credentials.providerApp(providerAppId);
  const redirectUri = services.redirectUri();
  const authorization = await identity.authorizeUrl(app, { redirectUri, ...signInOptions(account) });
  await store.links.begin({
    personId: person.id,
    sessionId,
    providerAppId,
    accountId: account?.id ?? null,
    state: authorization.state,
    nonce: authorization.nonce,
    codeVerifier: authorization.codeVerifier,
    redirectUri,
  });
  return authorization.url;
}
