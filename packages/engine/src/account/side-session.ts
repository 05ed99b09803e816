/**
 * A second connection of an account, for what must not wait behind a synchronisation: opening an attachment, filing a sent copy. It
 * is made when first needed and closes when nobody has needed it for a while.
 */
import { Failure } from '@mailroom/model';
import type { ImapSession } from '../provider/imap/index.ts';
import { ReceivedOctets } from './allowance.ts';
import { type ConnectDeps, connectAccount } from './connect.ts';

const idleMilliseconds = 60_000;

export class SideSession {
  readonly #accountId: string;
  readonly #deps: ConnectDeps;
  readonly #received: ReceivedOctets;
  readonly #stop = new AbortController();
  /** One command stream per connection: uses queue up here. */
  #last: Promise<unknown> = Promise.resolve();
  #session: ImapSession | undefined;
  #idle: AbortController | undefined;

  constructor(accountId: string, deps: ConnectDeps) {
    this.#accountId = accountId;
    this.#deps = deps;
    this.#received = new ReceivedOctets(accountId, deps.accounts, deps.clock);
  }

  /**
   * Runs `work` with the connection to itself.
   * @throws Failure as `openImap`, and what `work` throws
   */
  use<T>(work: (session: ImapSession) => Promise<T>): Promise<T> {
    const used = this.#last
      .catch(() => undefined)
      .then(async () => await work(await this.#connected()))
      .finally(() => this.#closeWhenIdle());
    this.#last = used;
    return used;
  }

  /** Drops the connection; what is under way fails. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#last.catch(() => undefined);
    this.#idle?.abort();
    if (this.#session) await this.#end(this.#session);
  }

  async #connected(): Promise<ImapSession> {
    this.#idle?.abort();
    if (this.#session && !this.#session.ended) return this.#session;
    const account = await this.#deps.accounts.read(this.#accountId);
    if (!account) throw new Failure({ origin: 'person', kind: 'not-found' });
    this.#session = await connectAccount(this.#deps, account, this.#stop.signal);
    return this.#session;
  }

  async #end(session: ImapSession): Promise<void> {
    await this.#received.count(session).catch((error: unknown) => {
      this.#deps.log.warn({ err: error }, 'received octets could not be counted');
    });
    await session.close();
  }

  #closeWhenIdle(): void {
    this.#idle?.abort();
    const idle = new AbortController();
    this.#idle = idle;
    this.#deps.clock.sleep(idleMilliseconds, idle.signal).then(
      async () => {
        const session = this.#session;
        this.#session = undefined;
        if (session) await this.#end(session);
      },
      () => undefined,
    );
  }
}
