/**
 * Notices that the change log has grown, whoever wrote it. This thread and the engine's say so at once; for another process on the
 * same store it looks by itself. Asking is one indexed row, and is not done at all while nobody listens.
 */
import type { Logger } from 'pino';
import type { Followers } from './followers.ts';

/** Milliseconds between two looks that nobody asked for. */
const interval = 1000;

export class ChangeWatch {
  readonly #latest: () => Promise<number>;
  readonly #followers: Followers;
  readonly #log: Logger;
  #timer: NodeJS.Timeout | null = null;
  #seen = 0;
  #asking = false;
  #askedMeanwhile = false;

  constructor(latest: () => Promise<number>, followers: Followers, log: Logger) {
    this.#latest = latest;
    this.#followers = followers;
    this.#log = log;
  }

  start(): void {
    this.#timer = setInterval(() => this.look(), interval);
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  /** The log may have grown. */
  look(): void {
    if (this.#followers.none) return;
    if (this.#asking) this.#askedMeanwhile = true;
    else void this.#ask();
  }

  async #ask(): Promise<void> {
    this.#asking = true;
    try {
      do {
        this.#askedMeanwhile = false;
        const latest = await this.#latest();
        if (latest !== this.#seen) this.#followers.wake();
        this.#seen = latest;
      } while (this.#askedMeanwhile);
    } catch (thrown) {
      this.#log.error({ err: thrown }, 'the change log could not be read');
    } finally {
      this.#asking = false;
    }
  }
}
