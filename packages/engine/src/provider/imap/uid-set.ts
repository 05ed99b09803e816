/**
 * UID sets on the wire (RFC 9051 sequence-set). Exchange refuses command lines beyond 10,240 bytes, so a long set is cut into
 * several commands.
 */
export interface UidSet {
  /** E.g. `3,5:9`. */
  text: string;
  uids: number[];
}

const maxTextLength = 8_000;

/** Ascending UIDs as sets, each short enough for one command. Runs become ranges. */
export function uidSets(uids: readonly number[], maxLength = maxTextLength): UidSet[] {
  const sets: UidSet[] = [];
  let current: UidSet = { text: '', uids: [] };
  for (const run of runs(uids)) {
    const text = runText(run);
    if (current.text !== '' && current.text.length + 1 + text.length > maxLength) {
      sets.push(current);
      current = { text: '', uids: [] };
    }
    current.text = current.text === '' ? text : `${current.text},${text}`;
    for (const uid of run) current.uids.push(uid);
  }
  if (current.text !== '') sets.push(current);
  return sets;
}

function* runs(uids: readonly number[]): Generator<number[]> {
  let run: number[] = [];
  for (const uid of uids) {
    if (run.length > 0 && uid !== (run.at(-1) ?? 0) + 1) {
      yield run;
      run = [];
    }
    run.push(uid);
  }
  if (run.length > 0) yield run;
}

function runText(run: readonly number[]): string {
  const [first = 0] = run;
  return run.length === 1 ? String(first) : `${first}:${run.at(-1)}`;
}
