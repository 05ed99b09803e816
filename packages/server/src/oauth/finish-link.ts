import {
  isProviderAppFailure,
  type ProviderIdentity,
  type Redeemed,
} from '@mailroom/engine/provider/oauth2/index';
import { type Account, asFailure } from '@mailroom/model';
import type { ClaimedLink } from '@mailroom/store';
import type { SignedIn } from '../http/handler.ts';
import type { Services } from '../services.ts';

/** Directory that all personal Microsoft accounts are in ("ID token claims reference"). */
const personalDirectory = '9188040d-6c67-4c5b-b112-36a304b66dad';

/**
 * Names to log in with, best first. Work accounts log in with the user principal name; personal ones with the primary address,
 * because SMTP refuses an alias that IMAP accepts.
 */
export function loginNames({ tid, userPrincipalName, email }: ProviderIdentity): string[] {
  const names = tid === personalDirectory ? [email, userPrincipalName] : [userPrincipalName, email];
  return [...new Set(names.filter((name) => name !== null))];
}

/** How it ended is kept for the doctor, and a refusal of the app itself with the app; the person is told of it as well. */
async function redeem(
  services: Services,
  claimed: ClaimedLink,
  parameters: URLSearchParams,
): Promise<Redeemed> {
  const { identity, store, doctor } = services;
  const { credentials } = store.ports;
  const app = await credentials.providerApp(claimed.providerAppId);
  const { nonce, codeVerifier, redirectUri } = claimed;
  const state = parameters.get('state') ?? '';
  try {
    const redeemed = await identity.redeem(app, { state, nonce, codeVerifier, redirectUri, parameters });
    await credentials.saveProviderAppFailure(app.id, null);
    await doctor.memory.keepSignIn(app.id, new Date(), null);
    return redeemed;
  } catch (thrown) {
    const failure = asFailure(thrown);
    await doctor.memory.keepSignIn(app.id, new Date(), failure.toWire());
    if (isProviderAppFailure(failure)) await credentials.saveProviderAppFailure(app.id, failure.toWire());
    throw thrown;
  }
}

/**
 * Ends a link: takes the stored attempt, trades the code for tokens, and stores the account under the key `tid` and `oid`, never
 * under an address, which can be given to someone else.
 *
 * @throws Failure, e.g. link-expired, link-already-used, consent-refused, client-secret-wrong, other-mailbox-signed-in.
 */
export async function finishLink(
  services: Services,
  { person, sessionId }: SignedIn,
  parameters: URLSearchParams,
): Promise<Account> {
  const { store } = services;
  const state = parameters.get('state') ?? '';
  const claimed = await store.links.claim({ state, personId: person.id, sessionId });
  const { identity, tokens } = await redeem(services, claimed, parameters);
  return store.accounts.saveSignedIn({
    personId: person.id,
    providerAppId: claimed.providerAppId,
    providerKey: `${identity.tid}.${identity.oid}`,
    address: identity.email ?? identity.userPrincipalName,
    name: identity.name,
    loginNames: loginNames(identity),
    tokens,
    accountId: claimed.accountId,
  });
}
