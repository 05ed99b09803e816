/**
 * Sends an account's outgoing mail, beside whatever its runner is doing: a first synchronisation must not hold up an answer.
 *
 * ```
 * start: what was interrupted becomes unknown ─▶ run everything due ─▶ wait until the next is due, or woken ─┐
 *                                                       ▲                                                    │
 *                                                       └────────────────────────────────────────────────────┘
 * ```
 */
import { type OutboxDeps, runOutbox, settleInterrupted } from '../outbox/index.ts';

/** After a fault of our own or of the store, which cannot be expected to pass at once. */
const faultPause = 60_000;

export class OutboxLoop {
  readonly #accountId: string;
  readonly #deps: OutboxDeps;
  readonly #onRun: () => void;
  readonly #stop = new AbortController();
  #woken = new AbortController();
  readonly #ended: Promise<void>;

  /** @param onRun hears that a run which was asked for is over: a copy may lie in the Sent folder */
  constructor(accountId: string, deps: OutboxDeps, onRun: () => void) {
    this.#accountId = accountId;
    this.#deps = deps;
    this.#onRun = onRun;
    this.#ended = this.#run();
  }

  /** Something was queued, or waits no longer. */
  wake(): void {
    this.#woken.abort();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  async #run(): Promise<void> {
    let settled = false;
    while (!this.#stop.signal.aborted) {
      const asked = this.#woken.signal.aborted;
      if (asked) this.#woken = new AbortController();
      let due: Date | null;
      try {
        // Before anything else, and until it has worked: what a dead process was transmitting must not be sent again.
        if (!settled) await settleInterrupted(this.#accountId, this.#deps);
        settled = true;
        due = await runOutbox(this.#accountId, this.#deps, this.#stop.signal);
      } catch (error) {
        this.#deps.log.error({ accountId: this.#accountId, err: error }, 'the outbox could not run');
        // What came of a transmission may be what could not be stored: it must not be shown as under way until the next start.
        settled = false;
        due = new Date(this.#deps.clock.now().getTime() + faultPause);
      }
      if (asked) this.#onRun();
      await this.#wait(due);
    }
  }

  async #wait(due: Date | null): Promise<void> {
    const signal = AbortSignal.any([this.#woken.signal, this.#stop.signal]);
    if (signal.aborted) return;
    if (due === null) {
      await new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      return;
    }
    const milliseconds = Math.max(1_000, due.getTime() - this.#deps.clock.now().getTime());
    await this.#deps.clock.sleep(milliseconds, signal).catch(() => undefined);
  }
}
