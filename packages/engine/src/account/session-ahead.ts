/**
 * What can be done for an account while its owner still chooses from when on they want their mail: logging in takes several ways to
 * the server and back, and threads take time to start. Nothing of the mailbox is stored, and a failure is not told: it shows again once
 * the account is started.
 */
import { asFailure } from '@mailroom/model';
import type { AccountRecord } from '../ports/accounts.ts';
import type { ImapSession } from '../provider/imap/index.ts';
import { type ConnectDeps, connectAccount } from './connect.ts';

export class SessionAhead {
  readonly #host: string;
  readonly #ready: Promise<ImapSession | undefined>;

  constructor(deps: ConnectDeps, account: AccountRecord, signal: AbortSignal) {
    this.#host = account.imap.host;
    this.#ready = connectAccount(deps, account, signal).catch((error: unknown) => {
      const { kind, code } = asFailure(error);
      deps.log.info({ kind, code }, 'no session could be opened ahead');
      return undefined;
    });
  }

  /** The session, for a mailbox on the same host; undefined where there is none, or none any more. It belongs to whoever takes it. */
  async take({ imap }: AccountRecord): Promise<ImapSession | undefined> {
    const session = await this.#ready;
    if (session === undefined || (!session.ended && imap.host === this.#host)) return session;
    await session.close();
    return undefined;
  }

  async close(): Promise<void> {
    await (await this.#ready)?.close();
  }
}
