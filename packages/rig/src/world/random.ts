/**
 * A seeded source of choices. The practice world must come out byte for byte the same from the same seed on every
 * machine, so nothing in it may ask Math.random or the clock.
 */
export interface Random {
  /** A fraction from 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  /** One of the items; throws RangeError for an empty list, which is a mistake in the world's data. */
  pick<T>(items: readonly T[]): T;
  /** `count` different items in their own order; all of them when there are fewer. */
  sample<T>(items: readonly T[], count: number): T[];
  /** True in `share` of the cases, 0 to 1. */
  chance(share: number): boolean;
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string;
  /** An independent source: what is drawn from it does not shift what is drawn here afterwards. */
  fork(name: string): Random;
}

/** Folds text into 32 bits (FNV-1a). */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** Starts a source from a seed; equal seeds give equal sequences. */
export function createRandom(seed: string): Random {
  // A Weyl sequence whose every value is mixed: one word of state, and no visible pattern in what is drawn.
  let state = hash32(seed);
  const next = (): number => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
  };
  const between = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    pick(items) {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new RangeError('Nothing to pick from');
      return item;
    },
    sample(items, count) {
      const chosen: (typeof items)[number][] = [];
      let wanted = Math.min(count, items.length);
      items.forEach((item, index) => {
        if (next() * (items.length - index) >= wanted) return;
        chosen.push(item);
        wanted -= 1;
      });
      return chosen;
    },
    chance: (share) => next() < share,
    hex(length) {
      let digits = '';
      while (digits.length < length) digits += between(0, 15).toString(16);
      return digits;
    },
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}
