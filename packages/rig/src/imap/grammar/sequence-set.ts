/** A set of sequence numbers or UIDs as written: each range has two ends, `*` standing for the greatest number. */
export type SequenceSet = readonly (readonly [SetEnd, SetEnd])[];
type SetEnd = number | '*';

/** A set with `*` resolved: ranges in ascending order that neither touch nor overlap. */
export type Ranges = readonly (readonly [number, number])[];

const END = /^(?:\*|[1-9]\d{0,9})$/;
const MAX = 4_294_967_295;

/** @returns undefined if the text is no `sequence-set` of RFC 9051. */
export function parseSequenceSet(text: string): SequenceSet | undefined {
  const set: [SetEnd, SetEnd][] = [];
  for (const item of text.split(',')) {
    const [from = '', to = from, ...more] = item.split(':');
    if (more.length > 0 || !END.test(from) || !END.test(to)) return undefined;
    const ends: [SetEnd, SetEnd] = [setEnd(from), setEnd(to)];
    if (ends.some((end) => end !== '*' && end > MAX)) return undefined;
    set.push(ends);
  }
  return set;
}

/** Resolves `*` to `greatest`. `n:*` always holds the greatest number, even where n is beyond it (RFC 9051). */
export function resolveSet(set: SequenceSet, greatest: number): Ranges {
  const ranges = set
    .map(([from, to]) => [from === '*' ? greatest : from, to === '*' ? greatest : to] as const)
    .map(([from, to]) => (from <= to ? ([from, to] as const) : ([to, from] as const)))
    .sort((one, other) => one[0] - other[0]);
  const merged: [number, number][] = [];
  for (const [from, to] of ranges) {
    const last = merged.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else merged.push([from, to]);
  }
  return merged;
}

export function contains(ranges: Ranges, number: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.[1] ?? 0) >= number) high = middle;
    else low = middle + 1;
  }
  const range = ranges[low];
  return range !== undefined && range[0] <= number;
}

/** The shortest `sequence-set` for these numbers, which must be in ascending order. */
export function formatSet(numbers: readonly number[]): string {
  const parts: string[] = [];
  let index = 0;
  while (index < numbers.length) {
    const first = numbers[index] ?? 0;
    let last = first;
    while (numbers[index + 1] === last + 1) {
      index += 1;
      last += 1;
    }
    parts.push(first === last ? String(first) : `${first}:${last}`);
    index += 1;
  }
  return parts.join(',');
}

function setEnd(text: string): SetEnd {
  return text === '*' ? '*' : Number(text);
}
