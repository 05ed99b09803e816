import { type Mended, mendKind } from '@mailroom/model';

/** What several steps mended, added up. */
export function together(one: Mended, other: Mended): Mended {
  const sum: Mended = {};
  for (const kind of mendKind.options) {
    const count = (one[kind] ?? 0) + (other[kind] ?? 0);
    if (count > 0) sum[kind] = count;
  }
  return sum;
}
