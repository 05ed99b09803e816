import type { Clock } from '../ports/clock.ts';

interface Sleeper {
  due: number;
  wake(): void;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #milliseconds = 0;
  readonly #start: number;
  readonly #sleepers = new Set<Sleeper>();

  constructor(start = new Date('2026-11-20T08:00:00Z')) {
    this.#start = start.getTime();
  }

  now(): Date {
    return new Date(this.#start + this.#milliseconds);
  }

  monotonic(): number {
    return this.#milliseconds;
  }

  /** Milliseconds until the next sleeper wakes; null when nobody sleeps. */
  get nextDue(): number | null {
    const dues = [...this.#sleepers].map(({ due }) => due);
    return dues.length === 0 ? null : Math.min(...dues) - this.#milliseconds;
  }

  advance(milliseconds: number): void {
    this.#milliseconds += milliseconds;
    for (const sleeper of [...this.#sleepers]) if (sleeper.due <= this.#milliseconds) sleeper.wake();
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const sleeper: Sleeper = {
        due: this.#milliseconds + milliseconds,
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal?.removeEventListener('abort', abandon);
          resolve();
        },
      };
      const abandon = () => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abandon, { once: true });
      this.#sleepers.add(sleeper);
    });
  }
}
