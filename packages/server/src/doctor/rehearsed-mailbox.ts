import type { RehearsedMailbox } from '@mailroom/engine/doctor/index';
import type { Clock, Log, OAuthCredentials } from '@mailroom/engine/ports/index';
import { accessTokens, type IdentityProvider } from '@mailroom/engine/provider/oauth2/index';
import { Failure } from '@mailroom/model';
import type { Store } from '@mailroom/store';

/** What the rehearsal needs of a linked account. Refreshing goes the way the engine goes, so that a rotated token is kept. */
export async function rehearsedMailbox(
  deps: { store: Store; identity: IdentityProvider; clock: Clock; log: Log },
  account: { id: string; address: string },
  providerAppId: string,
): Promise<RehearsedMailbox> {
  const { credentials } = deps.store.ports;
  const read = async (): Promise<OAuthCredentials> => {
    const stored = await credentials.read(account.id);
    if (stored.kind === 'oauth' && stored.providerAppId === providerAppId) return stored;
    throw new Failure({
      origin: 'person',
      kind: 'invalid-request',
      detail: { field: 'accountId', providerAppId },
    });
  };
  const { imapUsers, smtpUsers } = await read();
  // Of its own, so that what the engine remembers of a refused app does not answer in the provider's place.
  const tokens = accessTokens({ ...deps, credentials });
  return {
    address: account.address,
    imapUsers,
    smtpUsers,
    async renew() {
      const { token } = await tokens.refreshNow(account.id, (await read()).tokens.accessToken);
      return { accessToken: token, scope: (await read()).tokens.scope };
    },
  };
}
