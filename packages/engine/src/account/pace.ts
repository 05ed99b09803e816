/** Remaining time from what this run has really done. Pure; time is handed in as monotonic milliseconds. */

/** The pace of the last half minute: a provider that slows down shows at once, and so does one that recovers. */
const windowMilliseconds = 30_000;
/** Less than this is a start, not a pace. */
const leastMilliseconds = 3_000;
const leastMessages = 50;

interface Sample {
  at: number;
  done: number;
}

export class Pace {
  #samples: Sample[] = [];

  /** @param done messages done in this stage so far; never falls */
  record(done: number, at: number): void {
    this.#samples.push({ at, done });
    const kept = this.#samples.findIndex((sample) => at - sample.at <= windowMilliseconds);
    // One sample older than the window anchors it.
    if (kept > 1) this.#samples = this.#samples.slice(kept - 1);
  }

  /** What was done in the last half minute; null while there is no pace to speak of. Milliseconds. */
  get measured(): { messages: number; elapsed: number; done: number } | null {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (!first || !last) return null;
    const elapsed = last.at - first.at;
    const messages = last.done - first.done;
    return elapsed < leastMilliseconds || messages < leastMessages
      ? null
      : { messages, elapsed, done: last.done };
  }

  /** Whole seconds until `total` is done at the measured pace; null while there is none. */
  remainingSeconds(total: number): number | null {
    const { measured } = this;
    if (!measured) return null;
    const { messages, elapsed, done } = measured;
    return Math.ceil((Math.max(0, total - done) * elapsed) / messages / 1000);
  }
}
