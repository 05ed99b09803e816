/**
 * UID sets on the wire (RFC 9051 sequence-set). Exchange refuses command lines beyond 10,240 bytes, so a long set is cut into
 * several commands.
 */
const maxSetLength = 8_000;

/** Ascending UIDs as sequence sets, each short enough for one command. Runs become ranges. */
export function uidSets(uids: readonly number[], maxLength = maxSetLength): string[] {
  const sets: string[] = [];
  let current = '';
  for (const range of ranges(uids)) {
    if (current !== '' && current.length + 1 + range.length > maxLength) {
      sets.push(current);
      current = '';
    }
    current = current === '' ? range : `${current},${range}`;
  }
  if (current !== '') sets.push(current);
  return sets;
}

function* ranges(uids: readonly number[]): Generator<string> {
  const [head] = uids;
  if (head === undefined) return;
  let first = head;
  let last = head;
  for (const uid of uids.slice(1)) {
    if (uid === last + 1) {
      last = uid;
      continue;
    }
    yield range(first, last);
    first = uid;
    last = uid;
  }
  yield range(first, last);
}

function range(first: number, last: number): string {
  return first === last ? String(first) : `${first}:${last}`;
}
