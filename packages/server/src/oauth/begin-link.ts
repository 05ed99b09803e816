import type { AuthorizeRequest } from '@mailroom/engine/provider/oauth2/index';
import type { Account, Person, ProviderKind } from '@mailroom/model';
import { sessionOf } from '../access/signed-in.ts';
import type { SignedIn } from '../http/handler.ts';
import { invalidRequest, notFound } from '../http/refusals.ts';
import { requireLinkable } from '../organisation/require-linkable.ts';
import type { Services } from '../services.ts';

export interface LinkRequest {
  providerAppId?: string | undefined;
  accountId?: string | undefined;
  /** Whom the sign-in page is asked to expect. */
  address?: string | undefined;
  sharedAddress?: string | undefined;
}

/** Where a sign-in leads: through which app, to which mailbox. */
interface Aim {
  providerAppId: string;
  /** Opened in its delegate's name; null where people sign in to their own. */
  sharedAddress: string | null;
  hints: Pick<AuthorizeRequest, 'loginHint' | 'prompt'>;
}

/** The provider app of a new link: the one named, or the only one there is. */
async function chosenApp(
  { store }: Services,
  { providerAppId, sharedAddress }: LinkRequest,
): Promise<{ id: string; provider: ProviderKind }> {
  const options = await store.providerApps.linkOptions({ administrator: false });
  const fitting =
    sharedAddress === undefined ? options : options.filter(({ provider }) => provider === 'microsoft');
  const chosen = providerAppId ? fitting.find(({ id }) => id === providerAppId) : fitting[0];
  if (!chosen) throw notFound();
  if (!providerAppId && fitting.length > 1) throw invalidRequest({ providerAppId: 'choose-one' });
  return chosen;
}

async function newMailbox(services: Services, person: Person, request: LinkRequest): Promise<Aim> {
  const { address, sharedAddress } = request;
  const { id: providerAppId, provider } = await chosenApp(services, request);
  requireLinkable(await services.store.organisation.policy(), person, {
    provider,
    address: sharedAddress ?? address ?? null,
  });
  return {
    providerAppId,
    sharedAddress: sharedAddress ?? null,
    // Whoever said which address it is need not choose it again from a list.
    hints: address === undefined ? { prompt: 'select_account' } : { loginHint: address },
  };
}

/** Through the app that the account was linked with; another's grant would be another grant. */
async function sameMailbox({ store }: Services, account: Account): Promise<Aim> {
  const credentials = await store.ports.credentials.read(account.id);
  if (credentials.kind !== 'oauth') throw invalidRequest({ accountId: 'has-no-sign-in' });
  // A permission that was not granted is asked for again; otherwise the provider skips what it can.
  const again = account.failure?.kind === 'scope-missing';
  return {
    providerAppId: credentials.providerAppId,
    sharedAddress: account.signedInAs === null ? null : account.address,
    hints: { loginHint: account.signedInAs ?? account.address, ...(again ? { prompt: 'consent' } : {}) },
  };
}

/**
 * Begins an authorization code flow (RFC 6749 4.1 with PKCE, RFC 7636): stores the attempt, bound to the person and their browser
 * session, and answers the address of the sign-in page.
 */
export async function beginLink(services: Services, caller: SignedIn, request: LinkRequest): Promise<string> {
  const { person, scope } = caller;
  const { store, identity } = services;
  const account = request.accountId ? await store.accounts.read(scope, request.accountId, 'manage') : null;
  const { providerAppId, sharedAddress, hints } = account
    ? await sameMailbox(services, account)
    : await newMailbox(services, person, request);
  const app = await store.ports.credentials.providerApp(providerAppId);
  const redirectUri = services.redirectUri();
  const authorization = await identity.authorizeUrl(app, { redirectUri, ...hints });
  await store.links.begin({
    personId: person.id,
    sessionId: sessionOf(caller),
    providerAppId,
    accountId: account?.id ?? null,
    sharedAddress,
    state: authorization.state,
    nonce: authorization.nonce,
    codeVerifier: authorization.codeVerifier,
    redirectUri,
  });
  return authorization.url;
}
