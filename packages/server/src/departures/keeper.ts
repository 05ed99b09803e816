/**
 * What departures need that nobody asks for: a plan that a process died over is gone on with, accounts are deleted on their day, people are
 * written to, and who is named no more is forgotten.
 */
import type { Clock } from '@mailroom/engine/ports/index';
import type { Store } from '@mailroom/store';
import { auditRetention } from '../audit/retention.ts';
import type { Wake } from '../engine-thread/wake.ts';
import { carryOut, type DepartureParts } from './carry-out.ts';
import { type LetterParts, sendLetters } from './letters.ts';

const day = 24 * 60 * 60_000;

export interface DepartureKeeperParts extends LetterParts {
  store: Pick<
    Store,
    'departures' | 'departureLetters' | 'departureEnds' | 'organisation' | 'ports' | 'settings'
  >;
  followers: DepartureParts['followers'];
  wake: Pick<Wake, 'pause' | 'start' | 'remove'>;
  clock: Pick<Clock, 'now'>;
}

export class DepartureKeeper {
  readonly #parts: DepartureKeeperParts;

  constructor(parts: DepartureKeeperParts) {
    this.#parts = parts;
  }

  /** Each piece may fail, and is done the next time. */
  async look(): Promise<void> {
    const { store, wake, clock } = this.#parts;
    await this.#attempt('plans', async () => {
      for (const id of await store.departures.unfinished()) await carryOut(this.#parts, id);
    });
    await this.#attempt('purges', async () => {
      for (const id of await store.departureEnds.purgeDue()) wake.remove(id);
    });
    await this.#attempt('letters', () => sendLetters(this.#parts));
    await this.#attempt('names', async () => {
      const days = await auditRetention(store);
      await store.departureEnds.forget(new Date(clock.now().getTime() - days * day));
    });
  }

  async #attempt(piece: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      this.#parts.log.error(
        { err: thrown, piece },
        'departures could not be looked after; it is tried again',
      );
    }
  }
}
