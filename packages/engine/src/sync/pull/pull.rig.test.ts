import type { PresetName } from '@mailroom/rig/imap/index';
import { describe, expect, it } from 'vitest';
import { inlineReader } from '../../testing/inline-reader.ts';
import { type Context, openPull, pullAll, pulledOnce } from '../../testing/practice-pull.ts';
import {
  fill,
  mail,
  onServer,
  openPractice,
  type PracticeWorld,
  pullContext,
  startPractice,
} from '../../testing/practice-server.ts';
import { type PullContext, pullFolderList, pullFolders, TextPull } from './index.ts';

/** Every folder the store knows holds what the server holds. */
async function expectSame(world: PracticeWorld, context: Context): Promise<void> {
  for (const { path, labelOf } of await context.mail.listFolders()) {
    if (!world.mailbox.findFolder(path)?.selectable) continue;
    const [stored, server] = [context.mail.contents(path), onServer(world, path)];
    // A label's places carry the UIDs of All Mail.
    if (labelOf === null) expect(stored, path).toEqual(server);
    else expect(stored.map(({ messageId }) => messageId)).toEqual(server.map(({ messageId }) => messageId));
  }
}

async function readAll(context: PullContext): Promise<void> {
  const texts = new TextPull(context, inlineReader);
  while (await texts.next());
}

const kinds: PresetName[] = ['outlook', 'gmail', 'dovecot', 'plain'];

describe.each(kinds)('a mailbox on a server like %s', (preset) => {
  it('is stored as the server holds it, and a second pull changes nothing', async () => {
    const world = await startPractice(preset);
    fill(world.mailbox, 260);
    const sent = world.mailbox.folders().find(({ path }) => /sent/i.test(path));
    if (sent) fill(world.mailbox, 20, sent.path);
    world.mailbox.folder('INBOX').addFlags(3, ['\\Seen', '\\Flagged']);
    const context = pullContext(await openPractice(world));

    await pullAll(context);
    await expectSame(world, context);

    context.mail.calls.length = 0;
    await pullAll(context);
    expect(context.mail.calls.filter((call) => /addArrivals|saveFlags|removePlaces/.test(call))).toEqual([]);
  });

  it('follows what another client does: new mail, flags, moves and deletions', async () => {
    const { world, context } = await pulledOnce(preset, ({ mailbox }) => fill(mailbox, 40));

    const inbox = world.mailbox.folder('INBOX');
    const target = world.mailbox
      .folders()
      .find(({ path, selectable }) => path !== 'INBOX' && selectable && !/all mail/i.test(path));
    fill(world.mailbox, 5, 'INBOX', 100);
    inbox.addFlags(7, ['\\Seen']);
    inbox.addFlags(9, ['\\Answered']);
    inbox.expunge(12);
    if (target) inbox.move(20, target);

    await pullAll(context);
    await expectSame(world, context);
  });

  it('has its texts read, newest first, without attachments', async () => {
    const { world, context } = await pulledOnce(preset, ({ mailbox }) => fill(mailbox, 30));
    await readAll(context);

    const texts = [...context.mail.messages.values()].map(({ body }) =>
      body?.state === 'stored' ? body.text : '',
    );
    expect(texts.filter((text) => /^Text of \d+/.test(text))).toHaveLength(30);
    expect(world.server.transcript.fromClient(/BODY\.PEEK\[\]/)).toEqual([]);
  });
});

describe('a pull', () => {
  it('stores the newest messages first', async () => {
    const { context } = await openPull('plain', ({ mailbox }) => fill(mailbox, 300));
    let first: string[] = [];
    context.mail.beforeChange = () => {
      if (first.length === 0) first = context.mail.contents('INBOX').map(({ subject }) => subject);
    };
    await pullAll(context);
    expect(first).toHaveLength(50);
    expect(first.at(-1)).toBe('Number 300');
  });

  it('goes on where it was cut off, without fetching again what is stored', async () => {
    const world = await startPractice('outlook');
    fill(world.mailbox, 900);
    const interrupted = pullContext(await openPractice(world));
    let batches = 0;
    interrupted.mail.beforeChange = (call) => {
      if (!call.startsWith('addArrivals')) return;
      batches += 1;
      if (batches === 2) throw new Error('the process died');
    };
    await expect(pullAll(interrupted)).rejects.toThrow('the process died');
    interrupted.mail.beforeChange = () => undefined;
    const stored = interrupted.mail.contents('INBOX').length;
    expect(stored).toBe(50);

    world.server.transcript.clear();
    const resumed = pullContext(await openPractice(world), interrupted.mail);
    resumed.mail.calls.length = 0;
    await pullAll(resumed);
    await expectSame(world, resumed);
    const added = resumed.mail.calls
      .filter((call) => call.startsWith('addArrivals'))
      .reduce((sum, call) => sum + Number(call.split(' ')[1]), 0);
    expect(added).toBe(900 - stored);
  });

  it.each([900, 2_500, 20_000, 60_000, 150_000])(
    'survives a connection cut %i bytes into an answer',
    async (bytes) => {
      const { world, context } = await openPull('dovecot', ({ mailbox }) => fill(mailbox, 400));
      world.faults.cutAfterBytes(bytes, { during: 'FETCH' });
      await expect(pullAll(context).then(() => readAll(context))).rejects.toMatchObject({
        kind: 'connection-lost',
      });

      const again = pullContext(await openPractice(world), context.mail);
      await pullAll(again);
      await readAll(again);
      await expectSame(world, again);
      expect(await again.mail.countPendingBodies()).toBe(0);
    },
  );

  it('lists a folder anew when its UIDVALIDITY changed, and knows its messages again', async () => {
    const { world, context } = await pulledOnce('dovecot', ({ mailbox }) => fill(mailbox, 50));
    const known = new Set(context.mail.messages.keys());
    world.mailbox.folder('INBOX').expunge(10);
    world.mailbox.folder('INBOX').renumber(77);
    const again = pullContext(await openPractice(world), context.mail);
    await pullAll(again);
    await expectSame(world, again);
    expect(new Set(again.mail.messages.keys())).toEqual(known);
  });

  it('does not read an empty answer as "everything was deleted"', async () => {
    const { world, context } = await pulledOnce('plain', ({ mailbox }) => fill(mailbox, 60));
    world.faults.refuse('SEARCH', 'OK Search completed.', { times: 10 });
    await pullFolders(context, await context.mail.listFolders());
    world.faults.clear();
    expect(context.mail.contents('INBOX')).toHaveLength(60);
  });

  it('believes that everything was deleted once the server has said so twice', async () => {
    const { world, context } = await pulledOnce('outlook', ({ mailbox }) => fill(mailbox, 60));
    const inbox = world.mailbox.folder('INBOX');
    inbox.expungeAll(new Set(inbox.messages.map(({ uid }) => uid)));
    await pullAll(context);
    expect(context.mail.contents('INBOX')).toEqual([]);
  });

  it('starts at the day the person chose, and takes everything that arrives later', async () => {
    const world = await startPractice('outlook');
    const inbox = world.mailbox.folder('INBOX');
    inbox.append(mail('Subject: Old\nMessage-ID: <old@example.org>'), {
      internalDate: new Date('2025-01-01T12:00:00Z'),
    });
    inbox.append(mail('Subject: New\nMessage-ID: <new@example.org>'), {
      internalDate: new Date('2026-11-01T12:00:00Z'),
    });
    const context = {
      ...pullContext(await openPractice(world)),
      syncSince: new Date('2026-10-20T00:00:00Z'),
    };
    await pullAll(context);
    expect(context.mail.contents('INBOX').map(({ subject }) => subject)).toEqual(['New']);
    inbox.append(mail('Subject: Newest\nMessage-ID: <newest@example.org>'), {
      internalDate: new Date('2026-11-02T12:00:00Z'),
    });
    await pullAll(context);
    expect(context.mail.contents('INBOX').map(({ subject }) => subject)).toEqual(['New', 'Newest']);
  });

  it('takes the newest of the folder it was at, wherever the texts of the first of them led the session', async () => {
    const { world, context } = await openPull('outlook', ({ mailbox }) => {
      fill(mailbox, 120);
      fill(mailbox, 120, 'Archive');
    });
    const onNewest = async () => {
      await context.session.enter('Archive');
    };
    await pullFolders(context, await pullFolderList(context), { onNewest });
    await expectSame(world, context);
  });

  it('keeps nothing of folders whose role is left out, also of those that were stored before', async () => {
    const { world, context } = await pulledOnce('dovecot', ({ mailbox }) => {
      fill(mailbox, 5);
      const junk = mailbox.folders().find(({ path }) => /junk/i.test(path));
      if (junk) fill(mailbox, 7, junk.path, 100);
    });
    const junk = world.mailbox.folders().find(({ path }) => /junk/i.test(path))?.path ?? '';
    expect(context.mail.contents(junk)).toHaveLength(7);
    const limited = { ...context, withoutRoles: ['junk'] } as const;
    await pullAll(limited);
    expect(context.mail.contents(junk)).toEqual([]);
    expect(context.mail.contents('INBOX')).toHaveLength(5);
    fill(world.mailbox, 2, junk, 200);
    await pullAll(limited);
    expect(context.mail.contents(junk)).toEqual([]);
    await pullAll(context);
    await expectSame(world, context);
  });

  it('leaves a folder that is listed but cannot be opened, and pulls the others', async () => {
    const world = await startPractice('dovecot');
    fill(world.mailbox, 5);
    world.faults.phantomFolder('Ghost');
    const context = pullContext(await openPractice(world));
    const { complete } = await pullFolders(context, await pullFolderList(context));
    expect(complete).toBe(false);
    await expectSame(world, context);
  });

  it('does not store a folder whose UIDVALIDITY is no number as synchronised', async () => {
    const world = await startPractice('dovecot');
    fill(world.mailbox, 5);
    world.faults.badUidValidity(0, { path: 'INBOX' });
    const context = pullContext(await openPractice(world));
    await pullAll(context);
    const inbox = (await context.mail.listFolders()).find(({ role }) => role === 'inbox');
    expect(inbox?.uidValidity).toBeNull();
  });

  it('takes away the place of a message that is gone before its text could be read', async () => {
    const { world, context } = await pulledOnce('outlook', ({ mailbox }) => fill(mailbox, 3));
    world.mailbox.folder('INBOX').expunge(2);
    await readAll(context);
    expect(context.mail.contents('INBOX').map(({ uid }) => uid)).toEqual([1, 3]);
    expect(await context.mail.countPendingBodies()).toBe(0);
  });

  it('finds folder roles in the mailbox language and skips what is not mail', async () => {
    const world = await startPractice('outlook', 'de');
    const context = pullContext(await openPractice(world));
    const folders = await pullFolderList(context);
    const roles = Object.fromEntries(folders.flatMap(({ role, path }) => (role ? [[role, path]] : [])));
    expect(roles).toMatchObject({ inbox: 'INBOX', sent: 'Gesendete Elemente', trash: 'Gelöschte Elemente' });
    expect(folders.map(({ path }) => path)).not.toContain('Kalender');
    expect(folders[0]?.role).toBe('inbox');
  });
});
