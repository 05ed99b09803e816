/** Work that is done again and again, with the same time in between, until it is stopped. */
import type { Clock } from '@mailroom/engine/ports/index';

export interface PeriodicOptions {
  /** Never throws: what fails is its own to log. What takes long looks at the signal, which a stop aborts. */
  work(signal: AbortSignal): Promise<void>;
  /** Milliseconds between the end of one time and the beginning of the next. */
  every: number;
  /** Whether the first time is at the start, or one interval later. */
  first: 'at-once' | 'later';
  clock: Pick<Clock, 'sleep'>;
}

export class Periodic {
  readonly #options: PeriodicOptions;
  readonly #stop = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  constructor(options: PeriodicOptions) {
    this.#options = options;
  }

  start(): void {
    this.#ended = this.#run();
  }

  /** Resolves when what was under way has ended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  async #run(): Promise<void> {
    const { work, every, first, clock } = this.#options;
    const { signal } = this.#stop;
    if (first === 'at-once') await work(signal);
    while (!signal.aborted) {
      await clock.sleep(every, signal).catch(() => undefined);
      if (!signal.aborted) await work(signal);
    }
  }
}
