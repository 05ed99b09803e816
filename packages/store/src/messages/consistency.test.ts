/** Whatever happens to mail, in whatever order, what is kept beside it equals what is told from scratch. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { IntentPort, MovePush } from '@mailroom/engine/ports/index';
import { placeMark } from '@mailroom/engine/sync/place-mark';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregate } from '../conversations/aggregates.ts';
import { openStore } from '../index.ts';
import {
  addAccount,
  arrival,
  readAllBodies,
  secretKey,
  silent,
  TestClock,
  temporaryDirectory,
} from '../testing/world.ts';
import { splitFlags } from './flags.ts';

const uid = fc.integer({ min: 1, max: 12 });
const folder = fc.constantFrom('inbox' as const, 'archive' as const);
const flags = fc.subarray(['\\Seen', '\\Flagged', '\\Answered', '\\Deleted', 'custom']);
/** The message itself is told by `name`, so that the same one turns up under several UIDs and in several folders. */
const operation = fc.oneof(
  fc.record({
    do: fc.constant('add' as const),
    folder,
    arrivals: fc.array(fc.record({ uid, flags, name: uid, references: fc.array(uid, { maxLength: 2 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
  }),
  fc.record({ do: fc.constant('flags' as const), folder, uid, flags }),
  fc.record({ do: fc.constant('remove' as const), folder, uids: fc.array(uid, { maxLength: 3 }) }),
  fc.record({ do: fc.constant('intent' as const), nth: fc.nat({ max: 5 }), value: fc.boolean() }),
  fc.record({
    do: fc.constant('file' as const),
    nth: fc.nat({ max: 5 }),
    to: fc.constantFrom('inbox' as const, 'archive' as const, 'nowhere' as const),
  }),
  fc.record({
    do: fc.constant('push' as const),
    accepted: fc.boolean(),
    /** Whether the server names the UIDs of copies, and removes what it is told to. */
    named: fc.boolean(),
  }),
  fc.record({ do: fc.constant('reset' as const), folder }),
  fc.record({ do: fc.constant('forget' as const) }),
);

const references = (names: readonly number[]) => names.map((name) => `<m${name}@example.com>`);

describe('the store', () => {
  it('keeps the counts of folders and accounts and conversations equal to what its messages and places tell', async () => {
    const directory = await temporaryDirectory();
    let run = 0;
    const scenario = fc.asyncProperty(fc.array(operation, { maxLength: 14 }), async (operations) => {
      run += 1;
      const file = join(directory, `${run}.db`);
      const clock = new TestClock();
      const store = await openStore({ file, dataDir: directory, secretKey, clock, log: silent });
      const world = await addAccount(store, 'ada', 'ada');
      const scope = await store.scopeOf({ id: 'ada', role: 'member' });
      const { mail, intents } = store.ports;
      const raw = new DatabaseSync(file);
      const failure = {
        origin: 'provider',
        kind: 'protocol-error',
        next: { do: 'nothing' },
        code: null,
        quote: null,
        detail: {},
      } as const;
      try {
        for (const step of operations) {
          clock.advance(1000);
          if (step.do === 'add') {
            await mail.addArrivals(
              world[step.folder].id,
              step.arrivals.map(({ name, ...each }) => ({
                ...arrival(name),
                uid: each.uid,
                flags: each.flags,
                references: references(each.references),
              })),
            );
          } else if (step.do === 'flags') {
            await mail.saveFlags(world[step.folder].id, [{ uid: step.uid, flags: step.flags }]);
          } else if (step.do === 'remove') {
            await mail.removePlaces(world[step.folder].id, step.uids);
          } else if (step.do === 'intent') {
            const ids = raw.prepare('select id from messages order by id').all();
            const id = ids[step.nth % Math.max(ids.length, 1)]?.id;
            if (id === undefined) continue;
            const input = {
              kind: 'flag',
              flag: 'seen',
              value: step.value,
              messageIds: [String(id)],
            } as const;
            await store.intents.create(scope, { ...input, messageIds: [...input.messageIds] });
          } else if (step.do === 'file') {
            const ids = raw.prepare('select id from messages order by id').all();
            const id = ids[step.nth % Math.max(ids.length, 1)]?.id;
            if (id === undefined) continue;
            const messageIds = [String(id)];
            await store.intents.create(
              scope,
              step.to === 'nowhere'
                ? { kind: 'delete', messageIds }
                : { kind: 'move', messageIds, folderId: String(world[step.to].id) },
            );
          } else if (step.do === 'push') {
            for (const push of await intents.nextPushes(world.account.id)) {
              const ids =
                push.kind === 'move' ? push.messages.map(({ intentId }) => intentId) : push.intentIds;
              if (!step.accepted) await intents.giveUp(ids, failure);
              else if (push.kind === 'move') await settleMove(intents, push, step.named);
              else if (push.kind === 'delete')
                await intents.settleGone(ids, step.named ? 'removed' : 'marked');
              else await intents.settle(ids);
            }
          } else if (step.do === 'reset') {
            await mail.resetFolder(world[step.folder].id, 2);
          } else {
            await mail.forgetOrphans(world.account.id, clock.now());
          }
        }
        expectConsistent(raw);
        // A thread of its own for each is most of what a run takes.
        if (run % 4 === 0) {
          await readAllBodies({ store, ...world }, () => 'text');
          expectIndexed(raw, join(directory, `${run}.search-1.sqlite`));
        }
      } finally {
        raw.close();
        await store.close();
      }
    });
    await fc.assert(scenario, { numRuns: 40 });
  }, 60_000);
});

let copies = 100;

/** As the engine does it: the journal first, then the outcome. */
async function settleMove(intents: IntentPort, push: MovePush, named: boolean): Promise<void> {
  const ids = await intents.beginMoves(
    push.messages.map(({ intentId }) => intentId),
    { uidValidity: 1, uidNext: copies },
  );
  const copied = ids.map((intentId) => {
    copies += 1;
    return { intentId, copy: { uidValidity: 1, uid: copies } };
  });
  if (named) await intents.saveCopies(copied);
  await intents.settleMoved(
    copied.map(({ intentId, copy }) => ({
      intentId,
      copy: named ? copy : null,
      original: named ? 'removed' : 'marked',
    })),
  );
}

function expectConsistent(raw: DatabaseSync): void {
  const counted = raw
    .prepare(
      `select f.id, f.messages, f.unread, count(p.uid) as places,
         coalesce(sum(case when m.seen = 0 then 1 else 0 end), 0) as unseen
       from folders f left join places p on p.folder_id = f.id and p.leaving = 0 and p.deleted = 0
         left join messages m on m.id = p.message_id
       group by f.id`,
    )
    .all();
  for (const row of counted) expect([row.messages, row.unread]).toEqual([row.places, row.unseen]);

  const ofAccounts = raw
    .prepare(
      `select c.messages, c.unread, count(m.id) as shown, coalesce(sum(1 - m.seen), 0) as unseen
       from account_counts c left join messages m on m.account_id = c.account_id and m.orphaned_at is null
       group by c.account_id`,
    )
    .all();
  for (const row of ofAccounts) expect([row.messages, row.unread]).toEqual([row.shown, row.unseen]);

  const orphans = raw.prepare(
    `select count(*) as wrong from messages m
     where (orphaned_at is null) <> exists
       (select 1 from places p where p.message_id = m.id and p.leaving = 0 and p.deleted = 0)`,
  );
  expect(orphans.get()?.wrong).toBe(0);

  for (const { uid, flags, mark } of raw.prepare('select uid, flags, mark from places').all()) {
    expect(mark).toBe(placeMark(Number(uid), splitFlags(String(flags))));
  }

  const messages = raw.prepare(
    'select * from messages where conversation_id = ? and orphaned_at is null order by id',
  );
  for (const row of raw.prepare('select * from conversations').all()) {
    const told = aggregate(
      messages.all(row.id ?? null).map((message) => ({
        id: Number(message.id),
        subject: String(message.subject),
        snippet: String(message.snippet),
        from: String(message.from),
        received_at: Number(message.received_at),
        seen: Number(message.seen),
        flagged: Number(message.flagged),
        answered: Number(message.answered),
        has_attachments: Number(message.has_attachments),
      })),
    );
    expect(row).toMatchObject(told);
  }
}

/** The index knows every message that was read, and none that is gone. */
function expectIndexed(raw: DatabaseSync, file: string): void {
  const index = new DatabaseSync(file, { readOnly: true });
  const indexed = index.prepare('select id from search_docsize order by id').all();
  index.close();
  expect(indexed).toEqual(
    raw.prepare("select id from messages where body_state = 'stored' order by id").all(),
  );
}
