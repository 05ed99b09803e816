/**
 * Keeps grants alive that nobody uses. A refresh token ends when it was not used for long (Microsoft: 90 days, Google: six months), and
 * an account may wait that long: for its owner to choose a start date, for a mailbox to be opened, for a server to come back. Each is
 * refreshed once a week, whatever state it is in, unless its grant has ended already.
 */
import { asFailure } from '@mailroom/model';
import type { CredentialPort } from '../ports/accounts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { AccessTokens } from '../provider/oauth2/index.ts';

const week = 7 * 24 * 60 * 60_000;
/** An access token that ended this long ago was issued about a week ago. */
const idleFor = week - 2 * 60 * 60_000;
const betweenLooks = 6 * 60 * 60_000;
/** After a long stop all of them may be due: one at a time, or the provider throttles the app that everybody depends on. */
const betweenAccounts = 2_000;

export class IdleGrants {
  readonly #deps: { credentials: CredentialPort; tokens: AccessTokens; clock: Clock; log: Log };
  readonly #stop = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  constructor(deps: { credentials: CredentialPort; tokens: AccessTokens; clock: Clock; log: Log }) {
    this.#deps = deps;
  }

  start(): void {
    this.#ended = this.#run();
  }

  /** Resolves when the refresh under way has ended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { clock } = this.#deps;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.#look();
      await clock.sleep(betweenLooks, signal).catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const { clock, credentials, log } = this.#deps;
    const { signal } = this.#stop;
    const due = await credentials.idleGrants(new Date(clock.now().getTime() - idleFor)).catch((thrown) => {
      log.error({ err: thrown }, 'idle grants could not be looked for');
      return [];
    });
    for (const accountId of due) {
      if (signal.aborted) return;
      await this.#refresh(accountId);
      await clock.sleep(betweenAccounts, signal).catch(() => undefined);
    }
  }

  /** One that fails is due again at the next look; its own runner tells people why, as soon as it connects. */
  async #refresh(accountId: string): Promise<void> {
    const { tokens, log } = this.#deps;
    try {
      await tokens.current(accountId);
      log.info({ accountId }, 'an idle grant was refreshed');
    } catch (thrown) {
      const { kind, code } = asFailure(thrown);
      log.warn({ accountId, kind, code }, 'an idle grant could not be refreshed');
    }
  }
}
