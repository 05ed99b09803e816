import type { Clock } from '../ports/clock.ts';

/** Accounts that start together; as many as an ordinary installation has. */
const atOnce = 20;
/** Milliseconds between two of the rest. */
const spacing = 25;

/**
 * Starts many accounts one after the other. Five hundred that log in at the same moment make garbage faster than it is collected, and
 * the heap that it needs stays: 95 KB more for each of them, half of what it needs at rest. Whoever is asked for starts at once.
 */
export class PacedStarts {
  readonly #clock: Pick<Clock, 'sleep'>;
  readonly #begin: (accountId: string) => void;
  readonly #waiting = new Set<string>();
  readonly #stop = new AbortController();

  constructor(clock: Pick<Clock, 'sleep'>, begin: (accountId: string) => void) {
    this.#clock = clock;
    this.#begin = begin;
  }

  start(accountIds: readonly string[]): void {
    for (const id of accountIds.slice(0, atOnce)) this.#begin(id);
    for (const id of accountIds.slice(atOnce)) this.#waiting.add(id);
    // Ends with its turn or by `stop`, which is no failure.
    void this.#startWaiting().catch(() => undefined);
  }

  /** One that waits for its turn need not any longer. */
  startNow(accountId: string): void {
    if (this.#waiting.delete(accountId)) this.#begin(accountId);
  }

  /** It is not to be started any more. */
  forget(accountId: string): void {
    this.#waiting.delete(accountId);
  }

  stop(): void {
    this.#waiting.clear();
    this.#stop.abort();
  }

  async #startWaiting(): Promise<void> {
    for (const id of this.#waiting) {
      await this.#clock.sleep(spacing, this.#stop.signal);
      this.startNow(id);
    }
  }
}
