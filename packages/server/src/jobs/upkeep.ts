/**
 * What nobody asks for and has to happen all the same, so that nothing grows for ever: the change log is shortened, sessions that have
 * run out are deleted, and an unlinking that failed half-way (a full disk) is taken up again. Once an hour; every piece of it may
 * fail, or be cut off by a stop, and is simply done the next time.
 */
import type { Clock } from '@mailroom/engine/ports/index';
import type { Store } from '@mailroom/store';
import type { Logger } from 'pino';
import { auditRetention } from '../audit/retention.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { Wake } from '../engine-thread/wake.ts';
import { Periodic } from './periodic.ts';

const hour = 60 * 60_000;

/** Milliseconds that a client may be away and still go on from its cursor; after that it reads everything again. */
const changesKept = 7 * 24 * hour;

export interface UpkeepParts {
  store: {
    changes: Pick<Store['changes'], 'compact'>;
    unlinking: Pick<Store['unlinking'], 'interrupted'>;
    audit: Pick<Store['audit'], 'forget'>;
    settings: Pick<Store['settings'], 'get'>;
  };
  sessions: Pick<Sessions, 'forgetExpired'>;
  wake: Pick<Wake, 'remove'>;
  clock: Pick<Clock, 'now' | 'sleep'>;
  log: Pick<Logger, 'error'>;
}

export class Upkeep {
  readonly #parts: UpkeepParts;
  readonly #periodic: Periodic;

  constructor(parts: UpkeepParts) {
    this.#parts = parts;
    const { clock } = parts;
    this.#periodic = new Periodic({ work: () => this.#work(), every: hour, first: 'later', clock });
  }

  start(): void {
    this.#periodic.start();
  }

  /** Resolves when what was under way has ended. */
  stop(): Promise<void> {
    return this.#periodic.stop();
  }

  async #work(): Promise<void> {
    const { clock, sessions } = this.#parts;
    await this.#attempt('changes', () => this.#compactChanges());
    await this.#attempt('sessions', () => sessions.forgetExpired(clock.now()));
    await this.#attempt('unlinking', () => this.#finishUnlinking());
    await this.#attempt('audit', () => this.#forgetAudit());
  }

  async #attempt(piece: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#parts.log.error({ err: thrown, piece }, 'upkeep failed; it is tried again in an hour');
    }
  }

  async #compactChanges(): Promise<void> {
    const { clock, store } = this.#parts;
    await store.changes.compact(new Date(clock.now().getTime() - changesKept));
  }

  async #forgetAudit(): Promise<void> {
    const { clock, store } = this.#parts;
    const days = await auditRetention(store);
    await store.audit.forget(new Date(clock.now().getTime() - days * 24 * hour));
  }

  async #finishUnlinking(): Promise<void> {
    for (const accountId of await this.#parts.store.unlinking.interrupted()) {
      this.#parts.wake.remove(accountId);
    }
  }
}
