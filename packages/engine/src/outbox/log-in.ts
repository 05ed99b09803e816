/** Submitting with whatever login the server takes. A refused login comes before the message, so trying again doubles nothing. */
import { Failure } from '@mailroom/model';
import type { AccountRecord } from '../ports/accounts.ts';
import { missingPermission } from '../provider/oauth2/index.ts';
import type { Accepted, Envelope } from '../provider/smtp/index.ts';
import type { OutboxDeps } from './deps.ts';

/**
 * @throws Failure as `transmit`; `login-refused` only after every user name and a fresh token; `send-as-denied` and
 *   `organisation-sending-refused` where the token is somebody's who may not send for this mailbox.
 */
export async function submitAs(
  account: AccountRecord,
  message: { envelope: Envelope; raw: Uint8Array },
  deps: OutboxDeps,
): Promise<Accepted> {
  const credentials = await deps.credentials.read(account.id);
  if (credentials.kind === 'password') {
    const login = { kind: 'password', ...credentials.smtp } as const;
    return deps.submit({ host: account.smtp, login, ...message });
  }
  const users = credentials.kind === 'organisation' ? [credentials.user] : credentials.smtpUsers;
  try {
    return await submitWithToken(account, users, message, deps);
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const mailbox = message.envelope.from;
    const refusal = { half: 'smtp', mailbox, stored: credentials, failure: thrown } as const;
    throw await missingPermission(deps.credentials, refusal);
  }
}

async function submitWithToken(
  account: AccountRecord,
  users: readonly string[],
  message: { envelope: Envelope; raw: Uint8Array },
  deps: OutboxDeps,
): Promise<Accepted> {
  const { token } = await deps.accessTokens.current(account.id);
  try {
    return await tryUsers(account, users, token, message, deps);
  } catch (thrown) {
    if (!isRefusedLogin(thrown)) throw thrown;
    // The token may have been revoked before its time. A server that refuses a new one as well means the mailbox.
    const renewed = await deps.accessTokens.refreshNow(account.id, token);
    if (renewed.token === token) throw thrown;
    return tryUsers(account, users, renewed.token, message, deps);
  }
}

async function tryUsers(
  account: AccountRecord,
  users: readonly string[],
  accessToken: string,
  message: { envelope: Envelope; raw: Uint8Array },
  deps: OutboxDeps,
): Promise<Accepted> {
  let refused: unknown = new Failure({
    origin: 'mailroom',
    kind: 'unexpected',
    detail: { missing: 'smtpUsers' },
  });
  for (const [at, user] of users.entries()) {
    try {
      const accepted = await deps.submit({
        host: account.smtp,
        login: { kind: 'token', user, accessToken },
        ...message,
      });
      if (at > 0) await deps.accounts.saveUserName(account.id, 'smtp', user);
      return accepted;
    } catch (thrown) {
      if (!isRefusedLogin(thrown)) throw thrown;
      refused = thrown;
    }
  }
  throw refused;
}

function isRefusedLogin(thrown: unknown): thrown is Failure {
  return thrown instanceof Failure && thrown.kind === 'login-refused' && thrown.next.do === 'retry';
}
