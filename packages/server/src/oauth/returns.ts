/**
 * Where each return from the sign-in page led, remembered while browsers may repeat it. A reload, a second tab or a prefetch
 * waits for the first and lands where it did; its code is redeemed once.
 */
const remembered = 15 * 60_000;
const limit = 1000;

export class Returns {
  readonly #locations = new Map<string, { at: number; location: Promise<string> }>();

  /** `key` names the return: its state, and the session it came with. */
  once(key: string, arrive: () => Promise<string>): Promise<string> {
    const now = performance.now();
    for (const [old, { at }] of this.#locations) {
      if (now - at < remembered && this.#locations.size < limit) break;
      this.#locations.delete(old);
    }
    const known = this.#locations.get(key);
    if (known) return known.location;
    const location = arrive();
    this.#locations.set(key, { at: now, location });
    return location;
  }
}
