import { describe, expect, it } from 'vitest';
import { MemoryCompleteness } from '../../testing/memory-completeness.ts';
import { type Context, openPull, type PracticePull, pulledOnce } from '../../testing/practice-pull.ts';
import { fill, mail, onServer, type startPractice } from '../../testing/practice-server.ts';
import { pullFolderList, pullFolders } from '../pull/index.ts';
import { CompletenessCheck } from './index.ts';

type Preset = Parameters<typeof startPractice>[0];

/** Where a preset keeps the mail of its inbox. */
const holder = (preset: Preset) => (preset === 'gmail' ? '[Gmail]/All Mail' : 'INBOX');

async function checked(context: Context, port = new MemoryCompleteness()) {
  const check = new CompletenessCheck(context, port);
  while (await check.next());
  return check.outcome;
}

async function folderOf(context: Context, path: string) {
  const found = (await context.mail.listFolders()).find((folder) => folder.path === path);
  if (!found) throw new Error(`There is no folder ${path}`);
  return found;
}

/** The store believes that it has pulled all of the folder. */
async function believeListed({ world, context }: PracticePull, path: string): Promise<void> {
  const { id, uidValidity, uidNext, listedFrom } = await folderOf(context, path);
  const folder = world.mailbox.folder(path);
  const { highestModseq } = await context.session.select(path);
  await context.mail.saveFolderSync(id, {
    uidValidity: uidValidity ?? 0,
    uidNext: Math.max(uidNext ?? 0, folder.uidNext),
    highestModseq,
    listedFrom,
    serverMessages: folder.messages.length,
  });
}

const nothingButLooking =
  /^\S+ (SELECT|EXAMINE|LIST|STATUS|NOOP|UID FETCH|UID SEARCH|FETCH|ENABLE|ID|CAPABILITY)\b/;

describe.each<Preset>(['outlook', 'gmail', 'dovecot'])('a check of a mailbox like %s', (preset) => {
  const path = holder(preset);
  const expectSame = ({ world, context }: PracticePull) =>
    expect(context.mail.contents(path)).toEqual(onServer(world, path));

  it('finds nothing where nothing is wrong, and writes nothing', async () => {
    const pull = await pulledOnce(preset, ({ mailbox }) => fill(mailbox, 120, path));
    pull.context.mail.calls.length = 0;
    const { mended, folders } = await checked(pull.context);
    expect(mended).toEqual({});
    expect(folders.find(({ listed }) => listed === 120)).toMatchObject({ beforeStart: 0, unanswered: 0 });
    expect(pull.context.mail.calls.filter((call) => /addArrivals|saveFlags|removePlaces/.test(call))).toEqual(
      [],
    );
  });

  it('heals what the store lost, and what it believes to have pulled and has not', async () => {
    const pull = await pulledOnce(preset, ({ mailbox }) => fill(mailbox, 300, path));
    const { world, context } = pull;
    const lost = Array.from({ length: 100 }, (_, at) => at * 3 + 1);
    await context.mail.removePlaces((await folderOf(context, path)).id, lost);
    fill(world.mailbox, 40, path, 301);
    await believeListed(pull, path);
    // Where there are no mod-sequences, flags are compared at every look, and what is missing is found with them.
    if (preset !== 'outlook') await pullFolders(context, await pullFolderList(context));
    expect(context.mail.contents(path)).not.toEqual(onServer(world, path));

    const { mended } = await checked(context);
    expect(mended).toEqual({ missing: 140 });
    expectSame(pull);
    expect((await checked(context)).mended).toEqual({});
  });

  it('takes away what the server has no more, at a second look', async () => {
    const pull = await pulledOnce(preset, ({ mailbox }) => fill(mailbox, 30, path));
    const folder = pull.world.mailbox.folder(path);
    folder.expunge(7);
    await believeListed(pull, path);
    pull.world.server.transcript.clear();
    expect((await checked(pull.context)).mended).toEqual({ gone: 1 });
    expectSame(pull);
    const selects = pull.world.server.transcript.fromClient(/ SELECT /).map(({ text }) => text);
    expect(selects.filter((text) => text.includes(path))).toHaveLength(2);
  });

  it('tells the server nothing', async () => {
    const pull = await pulledOnce(preset, ({ mailbox }) => fill(mailbox, 30, path));
    await pull.context.mail.removePlaces((await folderOf(pull.context, path)).id, [3, 4]);
    const before = onServer(pull.world, path);
    pull.world.server.transcript.clear();
    await checked(pull.context);
    const said = pull.world.server.transcript.fromClient(/./).map(({ text }) => text);
    expect(said.filter((text) => !nothingButLooking.test(text))).toEqual([]);
    expect(onServer(pull.world, path)).toEqual(before);
  });
});

describe('a check', () => {
  it('does not believe at the first word that one message is gone', async () => {
    const pull = await pulledOnce('dovecot', ({ mailbox }) => fill(mailbox, 50));
    const before = pull.context.mail.contents('INBOX');
    const { session } = pull.context;
    // At the first look both the count and the list lack one, so that neither gives the other the lie.
    const select = session.select.bind(session);
    const flagTable = session.flagTable.bind(session);
    let [selects, looks] = [0, 0];
    session.select = async (path) => {
      const seen = await select(path);
      if (path === 'INBOX') selects += 1;
      return path === 'INBOX' && selects === 1 ? { ...seen, exists: seen.exists - 1 } : seen;
    };
    session.flagTable = async (range) => {
      const table = await flagTable(range);
      if (table.size > 0) looks += 1;
      const { size, uids, kinds } = table;
      return looks > 1 ? table : { ...table, size: size - 1, uids: uids.slice(1), kinds: kinds.slice(1) };
    };
    expect((await checked(pull.context)).mended).toEqual({});
    expect(pull.context.mail.contents('INBOX')).toEqual(before);
    expect([selects, looks]).toEqual([2, 2]);
  });

  it('fetches what is missing from the sync start on, and counts what is older', async () => {
    const pull = await openPull('dovecot', ({ mailbox }) => fill(mailbox, 60));
    const { context, world } = pull;
    // A minute apart from 1 October: the day before the start is what SINCE is asked for.
    world.mailbox.folder('INBOX').append(mail('Subject: Old\nMessage-ID: <old@example.org>'), {
      internalDate: new Date('2026-01-01T08:00:00Z'),
    });
    context.syncSince = new Date('2026-10-01T00:00:00Z');
    await pullFolders(context, await pullFolderList(context));
    const inbox = await folderOf(context, 'INBOX');
    await context.mail.removePlaces(inbox.id, [10, 11, 12]);
    await pullFolders(context, await pullFolderList(context));
    expect(context.mail.contents('INBOX')).toHaveLength(57);

    const { mended, folders } = await checked(context);
    expect(mended).toEqual({ missing: 3 });
    expect(folders.find(({ folderId }) => folderId === String(inbox.id))).toMatchObject({
      listed: 61,
      beforeStart: 1,
    });
    expect(context.mail.contents('INBOX')).toHaveLength(60);
  });

  it('leaves new mail to the pull, and does not call it missed', async () => {
    const pull = await pulledOnce('dovecot', ({ mailbox }) => fill(mailbox, 20));
    fill(pull.world.mailbox, 5, 'INBOX', 21);
    expect((await checked(pull.context)).mended).toEqual({});
    await pullFolders(pull.context, await pullFolderList(pull.context));
    expect(pull.context.mail.contents('INBOX')).toEqual(onServer(pull.world, 'INBOX'));
  });

  it('names a folder that does not open, and goes on with the others', async () => {
    const pull = await pulledOnce('dovecot', ({ mailbox }) => fill(mailbox, 20));
    pull.world.faults.refuse('SELECT', 'NO [NOPERM] Not this one');
    const { folders } = await checked(pull.context);
    expect(folders.filter(({ failure }) => failure !== null)).toMatchObject([
      { failure: 'folder-not-selectable' },
    ]);
    expect(folders.length).toBeGreaterThan(1);
  });

  it('says which step it is at', async () => {
    const pull = await pulledOnce('dovecot', ({ mailbox }) => fill(mailbox, 5));
    const port = new MemoryCompleteness();
    port.storeMends = { words: 2 };
    expect((await checked(pull.context, port)).mended).toEqual({ words: 2 });
    expect(new Set(port.progress.map(({ stage }) => stage))).toEqual(
      new Set(['entries', 'provider', 'messages']),
    );
  });
});
