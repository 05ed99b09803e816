import type { ProviderAppCredentials } from '@mailroom/engine/ports/index';
import type { IssuedTokens, ProviderIdentity, Redeemed } from '@mailroom/engine/provider/oauth2/index';
import { type Account, asFailure } from '@mailroom/model';
import type { ClaimedLink } from '@mailroom/store';
import { sessionOf } from '../access/signed-in.ts';
import { openByToken } from '../accounts/open-by-token.ts';
import type { SignedIn } from '../http/handler.ts';
import { requireLinkable } from '../organisation/require-linkable.ts';
import type { Services } from '../services.ts';
import { askInName } from './ask-provider.ts';

/** Directory that all personal Microsoft accounts are in ("ID token claims reference"). */
const personalDirectory = '9188040d-6c67-4c5b-b112-36a304b66dad';

/**
 * Names to log in with, best first. Work accounts log in with the user principal name; personal ones with the primary address,
 * because SMTP refuses an alias that IMAP accepts. Google knows the address only.
 */
export function loginNames({ tid, userPrincipalName, email }: ProviderIdentity): string[] {
  const names = tid === personalDirectory ? [email, userPrincipalName] : [userPrincipalName, email];
  return [...new Set(names.filter((name) => name !== null))];
}

/** How it ended is kept for the doctor, and a refusal of the app itself with the app; the person is told of it as well. */
async function redeem(
  services: Services,
  app: ProviderAppCredentials,
  claimed: ClaimedLink,
  parameters: URLSearchParams,
): Promise<Redeemed> {
  const { identity, doctor } = services;
  const { nonce, codeVerifier, redirectUri } = claimed;
  const state = parameters.get('state') ?? '';
  try {
    const redeemed = await askInName(services, app.id, () =>
      identity.redeem(app, { state, nonce, codeVerifier, redirectUri, parameters }),
    );
    await doctor.memory.keepSignIn(app.id, new Date(), null, redeemed.tokens.refreshExpiresAt);
    return redeemed;
  } catch (thrown) {
    await doctor.memory.keepSignIn(app.id, new Date(), asFailure(thrown).toWire());
    throw thrown;
  }
}

/** The mailbox that was asked for, unless whoever signed in turns out to be its owner. */
function someoneElses(sharedAddress: string | null, names: readonly string[]): string | null {
  const asked = sharedAddress?.toLowerCase();
  return names.some((name) => name.toLowerCase() === asked) ? null : sharedAddress;
}

function openShared(
  services: Services,
  app: ProviderAppCredentials,
  { sharedAddress, names, tokens }: { sharedAddress: string; names: string[]; tokens: IssuedTokens },
): Promise<void> {
  return openByToken(services, app, {
    mailbox: sharedAddress,
    stored: {
      kind: 'oauth',
      providerAppId: app.id,
      imapUsers: [sharedAddress],
      smtpUsers: names,
      tokens: { ...tokens, version: 0 },
    },
    accessToken: tokens.accessToken,
  });
}

/**
 * Ends a link: takes the stored attempt, trades the code for tokens, and stores the account under the key `tid` and `oid`, never
 * under an address, which can be given to someone else. A shared mailbox is opened before it is stored: that somebody signed in
 * says nothing about what they may open.
 *
 * @throws Failure, e.g. link-expired, link-already-used, consent-refused, client-secret-wrong, other-mailbox-signed-in,
 *   shared-mailbox-refused.
 */
export async function finishLink(
  services: Services,
  caller: SignedIn,
  parameters: URLSearchParams,
): Promise<Account> {
  const { person, scope } = caller;
  const { store } = services;
  const state = parameters.get('state') ?? '';
  const claimed = await store.links.claim({ state, personId: person.id, sessionId: sessionOf(caller) });
  const app = await store.ports.credentials.providerApp(claimed.providerAppId);
  const { identity, tokens } = await redeem(services, app, claimed, parameters);
  const own = identity.email ?? identity.userPrincipalName;
  const names = loginNames(identity);
  const sharedAddress = someoneElses(claimed.sharedAddress, names);
  // Only now is it known whose mailbox it is. One that is linked already goes on as it was.
  if (claimed.accountId === null) {
    const wish = { provider: app.provider, address: sharedAddress ?? own };
    requireLinkable(await store.organisation.policy(), person, wish);
  }
  if (sharedAddress !== null) await openShared(services, app, { sharedAddress, names, tokens });
  return store.signedInMailboxes.save(scope, {
    providerAppId: claimed.providerAppId,
    providerKey: `${identity.tid}.${identity.oid}`,
    address: sharedAddress ?? own,
    signedInAs: sharedAddress === null ? null : own,
    // The delegate's name is not the shared mailbox's, whose own nobody has told.
    name: sharedAddress === null ? identity.name : '',
    loginNames: names,
    tokens,
    accountId: claimed.accountId,
  });
}
