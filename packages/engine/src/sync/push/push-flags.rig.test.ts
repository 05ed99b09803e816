/** A flag that a person set reaches the server once, beside what other programs do to the same messages meanwhile. */
import { describe, expect, it } from 'vitest';
import type { FlagPush } from '../../ports/intents.ts';
import { MemoryIntents } from '../../testing/memory-intents.ts';
import { fill, openPractice, startPractice } from '../../testing/practice-server.ts';
import { silentLog } from '../../testing/silent-log.ts';
import { pushIntents } from './push-intents.ts';

const presets = ['outlook', 'gmail', 'dovecot', 'plain'] as const;
type Preset = (typeof presets)[number];

async function startPushing(preset: Preset) {
  const world = await startPractice(preset);
  fill(world.mailbox, 5);
  const inbox = world.mailbox.folder('INBOX');
  const intents = new MemoryIntents();
  const wanted = (value: boolean): FlagPush => ({
    kind: 'flag',
    intentIds: [2, 3],
    folderPath: 'INBOX',
    uidValidity: inbox.uidValidity,
    uids: [2, 3],
    flag: '\\Seen',
    value,
  });
  const push = async () => {
    const session = await openPractice(world);
    await pushIntents({ accountId: 'account', session, intents, log: silentLog });
  };
  const flags = (uid: number) =>
    [...(inbox.byUid(uid)?.flags ?? [])].filter((flag) => flag !== '\\Recent').sort();
  return { world, inbox, intents, wanted, push, flags };
}

describe.each(presets)('a flag pushed to %s', (preset) => {
  it('leaves alone what other programs have set on the same messages', async () => {
    const { inbox, intents, wanted, push, flags } = await startPushing(preset);
    inbox.addFlags(2, ['\\Flagged']);
    inbox.addFlags(4, ['\\Flagged']);
    intents.pushes = [wanted(true)];
    await push();
    expect([1, 2, 3, 4].map(flags)).toEqual([[], ['\\Flagged', '\\Seen'], ['\\Seen'], ['\\Flagged']]);
    expect(intents.pushes).toEqual([]);
  });

  it.each([true, false])('is done where another program has done the same (value: %s)', async (value) => {
    const { inbox, intents, wanted, push, flags } = await startPushing(preset);
    if (!value) inbox.addFlags(3, ['\\Seen']);
    if (value) inbox.addFlags(2, ['\\Seen']);
    intents.pushes = [wanted(value)];
    await push();
    expect([2, 3].map(flags)).toEqual(value ? [['\\Seen'], ['\\Seen']] : [[], []]);
    expect([...intents.endings.values()]).toEqual([{ as: 'done' }, { as: 'done' }]);
  });

  it('is the last word where another program took it away before the lost answer was asked for again', async () => {
    const { world, inbox, intents, wanted, push, flags } = await startPushing(preset);
    intents.pushes = [wanted(true)];
    const fault = world.faults.cutAfterBytes(0, { during: 'STORE' });
    await expect(push()).rejects.toMatchObject({ kind: 'connection-lost' });
    fault.lift();
    expect([2, 3].map(flags)).toEqual([['\\Seen'], ['\\Seen']]);
    expect(intents.pushes).toHaveLength(1);
    inbox.removeFlags(2, ['\\Seen']);
    await push();
    expect([2, 3].map(flags)).toEqual([['\\Seen'], ['\\Seen']]);
    expect(intents.pushes).toEqual([]);
  });

  it('reaches the others where another program removed one of them', async () => {
    const { inbox, intents, wanted, push, flags } = await startPushing(preset);
    inbox.expunge(2);
    intents.pushes = [wanted(true)];
    await push();
    expect(flags(3)).toEqual(['\\Seen']);
    expect([...intents.endings.values()]).toEqual([{ as: 'done' }, { as: 'done' }]);
  });

  it('reaches no other message where the folder was numbered anew', async () => {
    const { inbox, intents, wanted, push, flags } = await startPushing(preset);
    intents.pushes = [wanted(true)];
    inbox.renumber();
    await push();
    expect(inbox.messages.map(({ uid }) => flags(uid))).toEqual([[], [], [], [], []]);
  });
});
