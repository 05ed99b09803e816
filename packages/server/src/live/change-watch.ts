/**
 * Notices that the change log has grown, whoever wrote it: this thread, the engine's, or another process on the same store.
 * Asking is one indexed row, so it is done several times a second while anybody listens, and not at all otherwise.
 */
import type { Logger } from 'pino';
import type { Followers } from './followers.ts';

const interval = 250;

export class ChangeWatch {
  readonly #latest: () => Promise<number>;
  readonly #followers: Followers;
  readonly #log: Logger;
  #timer: NodeJS.Timeout | null = null;
  #seen = 0;
  #asking = false;

  constructor(latest: () => Promise<number>, followers: Followers, log: Logger) {
    this.#latest = latest;
    this.#followers = followers;
    this.#log = log;
  }

  start(): void {
    this.#timer = setInterval(() => void this.#look(), interval);
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    if (this.#asking || this.#followers.none) return;
    this.#asking = true;
    try {
      const latest = await this.#latest();
      if (latest !== this.#seen) this.#followers.wake();
      this.#seen = latest;
    } catch (thrown) {
      this.#log.error({ err: thrown }, 'the change log could not be read');
    } finally {
      this.#asking = false;
    }
  }
}
