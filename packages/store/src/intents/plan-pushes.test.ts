import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenFiling } from './filing-display.ts';
import { type FlagIntent, type OpenIntent, type PlaceNow, planPushes } from './plan-pushes.ts';

const flag = (id: number, over: Partial<FlagIntent> = {}): FlagIntent => ({
  id,
  messageId: 1,
  kind: 'flag',
  folderId: 10,
  flag: 'seen',
  value: 1,
  pushing: false,
  ...over,
});

const move = (
  id: number,
  folderId: number,
  targetId: number,
  over: Partial<OpenFiling> = {},
): OpenFiling => ({
  id,
  messageId: 1,
  kind: 'move',
  folderId,
  uid: null,
  targetId,
  targetLabelOf: null,
  state: 'pending',
  ...over,
});

const place = (folderId: number, over: Partial<PlaceNow> = {}): PlaceNow => ({
  messageId: 1,
  folderId,
  labelOf: null,
  uid: folderId * 100,
  flags: new Set(),
  ...over,
});

const pushed = (plan: ReturnType<typeof planPushes>) =>
  [...plan.flags, ...plan.filings].map(({ intent: { id }, place: { folderId } }) => [id, folderId]);

describe('planPushes, of flags', () => {
  it('pushes an intent to the folder it was made for', () => {
    const plan = planPushes([flag(1)], [place(10)]);
    expect(pushed(plan)).toEqual([[1, 10]]);
    expect(plan.superseded).toEqual([]);
  });

  it('pushes only the newest of several, and settles the others', () => {
    const plan = planPushes([flag(1), flag(2, { value: 0 }), flag(3)], [place(10)]);
    expect(pushed(plan)).toEqual([[3, 10]]);
    expect(plan.superseded.sort()).toEqual([1, 2]);
  });

  it('sends nothing where the server has the flag so already, unless something else may be on its way', () => {
    const seen = place(10, { flags: new Set(['seen']) });
    expect(planPushes([flag(1)], [seen])).toMatchObject({ flags: [], alike: [1] });
    expect(planPushes([flag(1, { value: 0 })], [place(10)])).toMatchObject({ flags: [], alike: [1] });
    expect(pushed(planPushes([flag(1, { value: 0, pushing: true }), flag(2)], [seen]))).toEqual([[2, 10]]);
  });

  it('keeps different flags and different messages apart', () => {
    const intents = [flag(1), flag(2, { flag: 'flagged' }), flag(3, { messageId: 2 })];
    expect(pushed(planPushes(intents, [place(10), place(10, { messageId: 2 })]))).toHaveLength(3);
  });

  it('pushes to every folder that holds the message, and to no label', () => {
    const places = [place(10), place(11), place(12, { labelOf: 11, uid: 1100 })];
    expect(pushed(planPushes([flag(1), flag(2, { folderId: 11 })], places))).toEqual([
      [1, 10],
      [2, 11],
    ]);
  });

  it('follows a message that was moved', () => {
    expect(pushed(planPushes([flag(1)], [place(12)]))).toEqual([[1, 12]]);
    expect(pushed(planPushes([flag(1, { folderId: null })], [place(12)]))).toEqual([[1, 12]]);
  });

  it('waits with one intent for a message that is nowhere', () => {
    const plan = planPushes([flag(1), flag(2)], []);
    expect(pushed(plan)).toEqual([]);
    expect(plan.superseded).toEqual([1]);
  });
});

describe('planPushes, of moves', () => {
  it('moves from the place that was named, or from the one that the message has there now', () => {
    expect(planPushes([move(1, 10, 11, { uid: 1000 })], [place(10)]).filings[0]?.place.uid).toBe(1000);
    expect(planPushes([move(1, 10, 11, { uid: 7 })], [place(10)]).filings[0]?.place.uid).toBe(1000);
  });

  it('settles one whose message has left, or whose target is gone', () => {
    expect(planPushes([move(1, 10, 11)], [place(12)]).gone).toEqual([1]);
    expect(planPushes([{ ...move(1, 10, 11), targetId: null }], [place(10)]).gone).toEqual([1]);
  });

  it('lets one wait whose message is not in a folder that is not listed to its end', () => {
    const plan = planPushes([move(1, 10, 11), flag(2)], [place(12)], new Set([10]));
    expect(plan.gone).toEqual([]);
    expect(pushed(plan)).toEqual([]);
  });

  it('keeps the order that a person gave: what follows waits for what is open', () => {
    const places = [place(10), place(11)];
    expect(pushed(planPushes([flag(1), move(2, 10, 12)], places))).toEqual([[1, 10]]);
    expect(pushed(planPushes([move(1, 10, 12), flag(2)], places))).toEqual([[1, 10]]);
    expect(pushed(planPushes([move(1, 10, 12), move(2, 12, 10)], places))).toEqual([[1, 10]]);
  });

  it('moves from two folders at once', () => {
    const plan = planPushes([move(1, 10, 12), move(2, 11, 12)], [place(10), place(11)]);
    expect(pushed(plan)).toEqual([
      [1, 10],
      [2, 11],
    ]);
  });
});

const folders = [10, 11, 12];
const intents = fc
  .array(
    fc.oneof(
      fc.record({
        do: fc.constant('flag' as const),
        folder: fc.constantFrom(...folders),
        value: fc.constantFrom(0, 1),
        pushing: fc.boolean(),
      }),
      fc.record({ do: fc.constant('delete' as const), folder: fc.constantFrom(...folders) }),
      fc.record({
        do: fc.constant('move' as const),
        folder: fc.constantFrom(...folders),
        to: fc.constantFrom(...folders),
        state: fc.constantFrom('pending' as const, 'pushing' as const),
      }),
    ),
    { maxLength: 8 },
  )
  .map((list) =>
    list.map((each, at): OpenIntent => {
      const id = at + 1;
      if (each.do === 'flag') {
        return flag(id, { folderId: each.folder, value: each.value, pushing: each.pushing });
      }
      if (each.do === 'move') return move(id, each.folder, each.to, { state: each.state });
      return { ...move(id, each.folder, 0), kind: 'delete', targetId: null };
    }),
  );
const places = fc
  .uniqueArray(fc.record({ folder: fc.constantFrom(...folders), seen: fc.boolean() }), {
    selector: ({ folder }) => folder,
  })
  .map((list) => list.map(({ folder, seen }) => place(folder, { flags: new Set(seen ? ['seen'] : []) })));

describe('planPushes, whatever it is asked', () => {
  it('does each intent once or leaves it: pushed, settled or waiting, never two of these', () => {
    fc.assert(
      fc.property(intents, places, (asked, held) => {
        const plan = planPushes(asked, held);
        const ids = [
          ...plan.superseded,
          ...plan.alike,
          ...plan.gone,
          ...new Set([...plan.flags, ...plan.filings].map(({ intent: { id } }) => id)),
        ];
        expect(new Set(ids).size).toBe(ids.length);
        const known = new Set(asked.map(({ id }) => id));
        for (const id of ids) expect(known).toContain(id);
      }),
    );
  });

  it('never pushes a flag and a move of a message together, nor one place twice', () => {
    fc.assert(
      fc.property(intents, places, (asked, held) => {
        const plan = planPushes(asked, held);
        expect(plan.flags.length === 0 || plan.filings.length === 0).toBe(true);
        const taken = plan.filings.map(({ place: { folderId } }) => folderId);
        expect(new Set(taken).size).toBe(taken.length);
        const flagged = plan.flags.map(({ intent, place: { folderId } }) => `${intent.flag} ${folderId}`);
        expect(new Set(flagged).size).toBe(flagged.length);
      }),
    );
  });

  it('leads to what the person asked last, one push after the other, and then has nothing more to do', () => {
    fc.assert(
      fc.property(intents, places, (asked, held) => {
        let open = asked.map((intent) =>
          intent.kind === 'flag' ? intent : { ...intent, state: 'pending' as const },
        );
        let server = held;
        const wished = expected(open, held);
        for (let turn = 0; turn < 20 && open.length > 0; turn += 1) {
          const plan = planPushes(open, server);
          for (const { intent, place: target } of plan.flags) {
            server = server.map((each) =>
              each.folderId === target.folderId ? { ...each, flags: marked(each.flags, intent.value) } : each,
            );
          }
          for (const { intent, place: source } of plan.filings)
            server = moved(server, source, intent.targetId);
          const done = new Set([
            ...plan.superseded,
            ...plan.alike,
            ...plan.gone,
            ...[...plan.flags, ...plan.filings].map(({ intent: { id } }) => id),
          ]);
          if (done.size === 0) break;
          open = open.filter(({ id }) => !done.has(id));
        }
        // What is left waits for a message that is nowhere.
        expect(server.length === 0 || open.length === 0).toBe(true);
        expect(folderSet(server)).toEqual(wished);
      }),
      { numRuns: 1000 },
    );
  });
});

const marked = (flags: ReadonlySet<string>, value: number) =>
  new Set(value === 1 ? [...flags, 'seen'] : [...flags].filter((each) => each !== 'seen'));
const folderSet = (server: readonly PlaceNow[]) =>
  [...new Set(server.map(({ folderId }) => folderId))].sort();

/** A server that holds one copy in a folder. */
function moved(server: readonly PlaceNow[], source: PlaceNow, targetId: number | null): PlaceNow[] {
  const left = server.filter(({ folderId }) => folderId !== source.folderId && folderId !== targetId);
  return targetId === null ? left : [...left, { ...source, folderId: targetId }];
}

/** The same, done one after the other on a message with one copy in each folder. */
function expected(asked: readonly OpenIntent[], held: readonly PlaceNow[]): number[] {
  const folders = new Set(held.map(({ folderId }) => folderId));
  for (const intent of asked) {
    if (intent.kind === 'flag' || intent.folderId === null || !folders.delete(intent.folderId)) continue;
    if (intent.targetId !== null) folders.add(intent.targetId);
  }
  return [...folders].sort();
}
