import { expect, it } from 'vitest';
import { MemoryIntents } from '../../testing/memory-intents.ts';
import { fill, onServer, openPractice, startPractice } from '../../testing/practice-server.ts';
import { silentLog } from '../../testing/silent-log.ts';
import { removeMarked } from './remove-marked.ts';

/** Five messages, of which 1 and 2 were left marked here, 3 was too and is unmarked since, and 4 was marked by another program. */
async function start(uidplus: boolean) {
  const world = await startPractice('dovecot', 'en', { UIDPLUS: uidplus });
  fill(world.mailbox, 5);
  const inbox = world.mailbox.folder('INBOX');
  for (const uid of [1, 2, 4]) inbox.addFlags(uid, ['\\Deleted']);
  const intents = new MemoryIntents();
  intents.marked = [
    {
      kind: 'delete',
      intentIds: [11, 12, 13],
      folderPath: 'INBOX',
      uidValidity: inbox.uidValidity,
      uids: [1, 2, 3],
    },
  ];
  const session = await openPractice(world);
  const run = () => removeMarked({ accountId: 'account', session, intents, log: silentLog });
  const uids = () => onServer(world, 'INBOX').map(({ uid }) => uid);
  return { world, intents, run, uids };
}

it('a server that has learned UIDPLUS removes what was left marked here, and nothing else', async () => {
  const { intents, run, uids } = await start(true);
  await run();
  expect(uids()).toEqual([3, 4, 5]);
  expect([...intents.endings]).toEqual([
    [11, { as: 'gone', removal: 'removed' }],
    [12, { as: 'gone', removal: 'removed' }],
  ]);
});

it('nothing is expunged without UIDPLUS, under another UIDVALIDITY, or where the server refuses', async () => {
  const without = await start(false);
  await without.run();
  const renumbered = await start(true);
  renumbered.intents.marked = renumbered.intents.marked.map((push) => ({ ...push, uidValidity: 99 }));
  await renumbered.run();
  const refusing = await start(true);
  refusing.world.faults.refuse('EXPUNGE', 'NO [NOPERM] Kept by policy');
  await refusing.run();
  for (const { world, intents, uids } of [without, renumbered, refusing]) {
    expect(uids()).toEqual([1, 2, 3, 4, 5]);
    expect(intents.endings.size).toBe(0);
    expect(world.server.transcript.fromClient(/^\S+ (EXPUNGE|CLOSE)/)).toEqual([]);
  }
});
