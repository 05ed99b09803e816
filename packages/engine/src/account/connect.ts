/** From an account to a logged-in session: which credentials, which login name, which rules for the host. */
import { Failure } from '@mailroom/model';
import type { AccountPort, AccountRecord, CredentialPort } from '../ports/accounts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { EgressPolicy } from '../provider/egress/index.ts';
import {
  type Deadlines,
  type ImapSecret,
  type ImapSession,
  type ImapTls,
  imapQuirks,
  openImap,
} from '../provider/imap/index.ts';
import { type AccessTokens, missingPermission } from '../provider/oauth2/index.ts';

export interface ConnectDeps {
  accounts: AccountPort;
  credentials: CredentialPort;
  tokens: AccessTokens;
  clock: Clock;
  log: Log;
  tls: ImapTls;
  /** For hosts that a person entered. */
  egress: EgressPolicy;
  deadlines?: Deadlines;
}

/** A provider app's hosts come from the administrator, who may well name one inside; the policy is for hosts that people enter. */
export function egressFor(provider: AccountRecord['provider'], policy: EgressPolicy): EgressPolicy {
  return provider === 'imap' ? policy : { allowPrivate: true };
}

/** @throws Failure as `openImap` and `AccessTokens` */
export async function connectAccount(
  deps: ConnectDeps,
  account: AccountRecord,
  signal: AbortSignal,
): Promise<ImapSession> {
  const stored = await deps.credentials.read(account.id);
  const open = (user: string, secret: ImapSecret): Promise<ImapSession> =>
    openImap({
      server: account.imap,
      user,
      secret,
      tls: deps.tls,
      egress: egressFor(account.provider, deps.egress),
      quirks: imapQuirks(account, account.imap.host),
      clock: deps.clock,
      log: deps.log,
      ...(deps.deadlines ? { deadlines: deps.deadlines } : {}),
      signal,
    });
  if (stored.kind === 'password') return await open(stored.imap.user, { password: stored.imap.password });
  const users = stored.kind === 'organisation' ? [stored.user] : stored.imapUsers;
  try {
    return await openWithToken(deps, account.id, users, open);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    // A mailbox that was open before and is not reachable now is so for minutes, and no permission is to be asked for.
    if (error.kind === 'mailbox-not-reachable' && account.firstSyncDone) throw error;
    const refusal = { half: 'imap', mailbox: account.address, stored, failure: error } as const;
    throw await missingPermission(deps.credentials, refusal);
  }
}

/**
 * A token that a server refuses may be one it no longer likes although it has time left (revoked, a clock that is wrong): it is
 * refreshed once, and only then is anybody asked.
 */
async function openWithToken(
  deps: ConnectDeps,
  accountId: string,
  users: readonly string[],
  open: (user: string, secret: ImapSecret) => Promise<ImapSession>,
): Promise<ImapSession> {
  const { token } = await deps.tokens.current(accountId);
  try {
    return await openAsAny(deps.accounts, accountId, users, (user) => open(user, { accessToken: token }));
  } catch (error) {
    if (!(error instanceof Failure && error.kind === 'login-refused')) throw error;
    const renewed = await deps.tokens.refreshNow(accountId, token);
    if (renewed.token === token) throw error;
    return await openAsAny(deps.accounts, accountId, users, (user) =>
      open(user, { accessToken: renewed.token }),
    );
  }
}

/** The name to log in with may differ from the address (an alias, a user principal name); the one accepted is remembered. */
async function openAsAny(
  accounts: AccountPort,
  accountId: string,
  users: readonly string[],
  open: (user: string) => Promise<ImapSession>,
): Promise<ImapSession> {
  let refusal: unknown = new Failure({ origin: 'mailroom', kind: 'unexpected', detail: { accountId } });
  for (const [index, user] of users.entries()) {
    try {
      const session = await open(user);
      if (index > 0) await accounts.saveUserName(accountId, 'imap', user);
      return session;
    } catch (error) {
      if (!isAboutTheName(error)) throw error;
      if (index === 0) refusal = error;
    }
  }
  throw refusal;
}

function isAboutTheName(error: unknown): boolean {
  return (
    error instanceof Failure && (error.kind === 'login-refused' || error.kind === 'mailbox-not-reachable')
  );
}
