import { describe, expect, it } from 'vitest';
import { type Context, type PracticePull, pullAll, pulledOnce } from '../../testing/practice-pull.ts';
import { fill, onServer, openPractice, pullContext, startPractice } from '../../testing/practice-server.ts';
import { Pulses } from '../watch/index.ts';
import { pullFolderList, pullFolders } from './index.ts';

type Preset = Parameters<typeof startPractice>[0];

/** A mailbox with a folder `Work` of 30 messages beside the inbox, pulled once. */
async function pulled(preset: Preset): Promise<PracticePull & { known: number[] }> {
  const { world, context } = await pulledOnce(preset, ({ mailbox }) => {
    fill(mailbox, 10);
    mailbox.createFolder('Work');
    fill(mailbox, 30, 'Work');
  });
  context.mail.calls.length = 0;
  return { world, context, known: [...context.mail.messages.keys()] };
}

const added = ({ mail }: Context) => mail.calls.filter((call) => call.startsWith('addArrivals'));

describe.each<Preset>(['outlook', 'dovecot', 'plain'])('a folder on a server like %s', (preset) => {
  it('that another client renamed keeps its places, and no message is fetched again', async () => {
    const { world, context, known } = await pulled(preset);
    const before = (await context.mail.listFolders()).find(({ path }) => path === 'Work');
    world.mailbox.renameFolder('Work', 'Projects');
    world.mailbox.folder('Projects').addFlags(3, ['\\Flagged']);
    world.mailbox.folder('Projects').expunge(30);
    await pullAll(context);
    expect(added(context)).toEqual([]);
    expect((await context.mail.listFolders()).find(({ path }) => path === 'Projects')?.id).toBe(before?.id);
    expect(context.mail.contents('Projects')).toEqual(onServer(world, 'Projects'));
    expect([...context.mail.messages.keys()]).toEqual(known);
  });

  it('that was renamed and numbered anew has its messages known again', async () => {
    const { world, context, known } = await pulled(preset);
    world.mailbox.renameFolder('Work', 'Projects');
    world.mailbox.folder('Projects').renumber();
    await pullAll(context);
    expect(context.mail.contents('Projects')).toEqual(onServer(world, 'Projects'));
    expect([...context.mail.messages.keys()]).toEqual(known);
  });

  it('that is new is not taken for one that is gone, though its numbers are alike', async () => {
    const { world, context } = await pulled(preset);
    const { uidValidity } = world.mailbox.folder('Work');
    world.mailbox.deleteFolder('Work');
    world.mailbox.createFolder('Other');
    fill(world.mailbox, 30, 'Other', 500);
    world.mailbox.folder('Other').renumber(uidValidity);
    await pullAll(context);
    expect(context.mail.contents('Other')).toEqual(onServer(world, 'Other'));
  });

  it('that was deleted and made anew holds what it holds now', async () => {
    const { world, context } = await pulled(preset);
    world.mailbox.deleteFolder('Work');
    world.mailbox.createFolder('Work');
    fill(world.mailbox, 5, 'Work', 500);
    await pullAll(context);
    expect(context.mail.contents('Work')).toEqual(onServer(world, 'Work'));
  });

  it('that was numbered anew and lost a message is not announced as new mail', async () => {
    const { world, context, known } = await pulled(preset);
    world.mailbox.folder('Work').expunge(7);
    world.mailbox.folder('Work').renumber();
    await pullAll(context);
    expect(context.mail.contents('Work')).toEqual(onServer(world, 'Work'));
    expect([...context.mail.messages.keys()]).toEqual(known);
  });
});

describe('a folder on a server that tells MAILBOXID', () => {
  const withIds = async (preset: Preset) => {
    const world = await startPractice(preset, 'en', { OBJECTID: true });
    fill(world.mailbox, 10);
    world.mailbox.createFolder('Work');
    fill(world.mailbox, 30, 'Work');
    const context = pullContext(await openPractice(world));
    await pullAll(context);
    context.mail.calls.length = 0;
    const idOf = async (path: string) =>
      (await context.mail.listFolders()).find((folder) => folder.path === path)?.id;
    return { world, context, idOf, work: await idOf('Work'), known: [...context.mail.messages.keys()] };
  };

  it.each<Preset>(['outlook', 'dovecot'])(
    'is known under another name and with other numbers, whatever it holds, like %s',
    async (preset) => {
      const { world, context, idOf, work, known } = await withIds(preset);
      world.mailbox.renameFolder('Work', 'Projects');
      const projects = world.mailbox.folder('Projects');
      for (let uid = 1; uid <= 28; uid += 1) projects.expunge(uid);
      projects.renumber();
      await pullAll(context);
      expect(await idOf('Projects')).toBe(work);
      expect(context.mail.contents('Projects')).toEqual(onServer(world, 'Projects'));
      expect([...context.mail.messages.keys()]).toEqual(known);
    },
  );

  it('is not taken for another that is its very likeness', async () => {
    const { world, context, idOf, work } = await withIds('dovecot');
    const { uidValidity } = world.mailbox.folder('Work');
    const copy = world.mailbox.createFolder('Copy');
    for (let uid = 1; uid <= 30; uid += 1) world.mailbox.folder('Work').copy(uid, copy);
    world.mailbox.deleteFolder('Work');
    copy.renumber(uidValidity);
    await pullAll(context);
    expect(await idOf('Copy')).not.toBe(work);
    expect(context.mail.contents('Copy')).toEqual(onServer(world, 'Copy'));
  });
});

describe('a folder that is listed and cannot be opened', () => {
  it('is tried again, later each time, while the others are pulled', async () => {
    const world = await startPractice('outlook');
    fill(world.mailbox, 5);
    world.faults.phantomFolder('Ghost');
    const context = pullContext(await openPractice(world));
    let now = 0;
    const attention = new Pulses(() => now);
    const tries = async (minutes: number) => {
      now += minutes * 60_000;
      world.server.transcript.clear();
      await pullFolders(context, await pullFolderList(context), { attention });
      return world.server.transcript.fromClient(/(SELECT|STATUS) "?Ghost/).length;
    };
    expect(await tries(0)).toBeGreaterThan(0);
    expect(await tries(1)).toBe(0);
    expect(await tries(5)).toBeGreaterThan(0);
    expect(await tries(5)).toBe(0);
    expect(await tries(10)).toBeGreaterThan(0);
    expect(context.mail.contents('INBOX')).toEqual(onServer(world, 'INBOX'));

    attention.askAll();
    world.faults.clear();
    world.mailbox.createFolder('Ghost');
    fill(world.mailbox, 2, 'Ghost');
    await tries(0);
    expect(context.mail.contents('Ghost')).toEqual(onServer(world, 'Ghost'));
  });
});

describe('a folder that is missing from the list', () => {
  it('stays while it answers to its name, and so does every folder where the list is empty', async () => {
    const { world, context } = await pulled('dovecot');
    const before = await context.mail.listFolders();
    world.faults.hideFolder('Work', { opens: true });
    fill(world.mailbox, 1, 'Work', 100);
    await pullAll(context);
    expect(context.mail.contents('Work')).toEqual(onServer(world, 'Work'));
    world.faults.hideFolder(undefined, { opens: true });
    await pullAll(context);
    const rolesById = (folders: typeof before) =>
      new Map(folders.map(({ id, path, role }) => [id, [path, role]]));
    expect(rolesById(await context.mail.listFolders())).toEqual(rolesById(before));
    expect(context.mail.contents('INBOX')).toEqual(onServer(world, 'INBOX'));
  });

  it('stays where the server cannot say at the moment whether it is there', async () => {
    const { world, context } = await pulled('outlook');
    world.faults.hideFolder('Work');
    world.faults.refuse('STATUS', 'NO [UNAVAILABLE] Mailbox is being moved.');
    await pullFolderList(context);
    expect((await context.mail.listFolders()).map(({ path }) => path)).toContain('Work');
    await pullFolderList(context);
    expect((await context.mail.listFolders()).map(({ path }) => path)).not.toContain('Work');
  });

  it('as Exchange leaves one out whose name holds a slash, holds nothing up, and its mail is known again under another name', async () => {
    const { world, context, known } = await pulled('outlook');
    const hidden = world.faults.hideFolder('Work');
    await pullAll(context);
    expect(context.mail.contents('INBOX')).toEqual(onServer(world, 'INBOX'));
    expect((await context.mail.listFolders()).map(({ path }) => path)).not.toContain('Work');
    hidden.lift();
    world.mailbox.renameFolder('Work', 'Offers and orders');
    await pullAll(context);
    expect(context.mail.contents('Offers and orders')).toEqual(onServer(world, 'Offers and orders'));
    expect([...context.mail.messages.keys()]).toEqual(known);
  });
});
