/** What the rehearsal needs of a linked account. Its token is renewed the way the engine goes, so that a rotated one is kept. */
import { Failure } from '@mailroom/model';
import type { CredentialPort, OAuthCredentials, OrganisationCredentials } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { accessTokens, type IdentityProvider, missingPermission } from '../../provider/oauth2/index.ts';
import type { RehearsedMailbox } from './rehearsed-mailbox.ts';

/** @throws Failure invalid-request for an account that was not linked through this app. */
export async function linkedMailbox(
  deps: { credentials: CredentialPort; identity: IdentityProvider; clock: Clock; log: Log },
  account: { id: string; address: string },
  providerAppId: string,
): Promise<RehearsedMailbox> {
  const { credentials } = deps;
  const read = async (): Promise<OAuthCredentials | OrganisationCredentials> => {
    const stored = await credentials.read(account.id);
    if (stored.kind !== 'password' && stored.providerAppId === providerAppId) return stored;
    throw new Failure({
      origin: 'person',
      kind: 'invalid-request',
      detail: { field: 'accountId', providerAppId },
    });
  };
  const stored = await read();
  // Of its own, so that what the engine remembers of a refused app does not answer in the provider's place.
  const tokens = accessTokens(deps);
  const ofOrganisation = stored.kind === 'organisation';
  return {
    address: account.address,
    imapUsers: ofOrganisation ? [stored.user] : stored.imapUsers,
    smtpUsers: ofOrganisation ? [stored.user] : stored.smtpUsers,
    async renew() {
      const before = await read();
      const rejected = before.kind === 'oauth' ? before.tokens.accessToken : '';
      const { token, expiresAt: _, ...said } = await tokens.refreshNow(account.id, rejected);
      const after = await read();
      const scope = after.kind === 'oauth' ? after.tokens.scope : '';
      return { accessToken: token, scope, ...said };
    },
    explain: (half, failure) =>
      missingPermission(credentials, { half, mailbox: account.address, stored, failure }),
  };
}
