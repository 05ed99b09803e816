/** Gmail's labels as places of All Mail, against a practice Gmail whose folders are labels. */
import { describe, expect, it } from 'vitest';
import { type Context, openPull, pullAll } from '../../testing/practice-pull.ts';
import {
  fill,
  onServer,
  openPractice,
  type PracticeWorld,
  pullContext,
  startPractice,
} from '../../testing/practice-server.ts';
import { pullNews } from '../watch/index.ts';
import { holderOf } from './index.ts';

/** Each folder shows what it shows at Gmail, and each message is stored once. */
async function expectSame({ mailbox, ...world }: PracticeWorld, { mail }: Context): Promise<void> {
  const lying = mailbox.folders().filter(({ path }) => path.startsWith('[Gmail]/') || path === 'INBOX');
  const messages = new Set(lying.flatMap((folder) => folder.messages.map(({ emailId }) => emailId)));
  expect(mail.messages.size).toBe(messages.size);
  for (const { path, selectable } of await mail.listFolders()) {
    if (!selectable) continue;
    const subjects = (contents: { subject: string }[]) => contents.map(({ subject }) => subject).sort();
    const server = onServer({ mailbox, ...world }, path);
    expect(subjects(mail.contents(path)), path).toEqual(subjects(server));
  }
}

const all = ({ mailbox }: PracticeWorld) => mailbox.folder('[Gmail]/All Mail');
const asked = ({ server }: PracticeWorld, pattern: RegExp) =>
  server.transcript.fromClient(pattern).map(({ text }) => text.replace(/^\S+ /, '').trim());
const selected = (world: PracticeWorld) => [
  ...new Set(asked(world, /SELECT/).map((text) => text.replace(/^SELECT "?(.*?)"?( \(.*)?$/, '$1'))),
];

const startLabelled = (messages: number) =>
  openPull('gmail', ({ mailbox }) => {
    fill(mailbox, messages);
    mailbox.createFolder('Work');
    mailbox.createFolder('Übung/R&D');
  });

describe('labels of Gmail', () => {
  it('are shown without any of their folders being selected', async () => {
    const { world, context } = await startLabelled(40);
    for (const { uid } of all(world).messages.slice(0, 10)) all(world).setLabels(uid, ['Work', '\\Inbox']);
    for (const { uid } of all(world).messages.slice(5, 20)) all(world).setLabels(uid, ['Übung/R&D']);
    fill(world.mailbox, 3, '[Gmail]/Sent Mail');
    fill(world.mailbox, 2, '[Gmail]/Spam');
    await pullAll(context);
    await expectSame(world, context);
    expect(selected(world)).toEqual(['[Gmail]/All Mail', '[Gmail]/Trash', '[Gmail]/Spam']);
    const listed = await context.mail.listFolders();
    expect(
      listed.filter(({ labelOf }) => labelOf !== null).map(({ listedFrom }) => listedFrom),
    ).not.toContain(null);
  });

  it('follow what another client adds, takes away, archives and throws away, told by CHANGEDSINCE alone', async () => {
    const { world, context } = await startLabelled(30);
    await pullAll(context);
    const folder = all(world);
    folder.setLabels(1, ['\\Inbox', 'Work']);
    folder.setLabels(2, []);
    folder.setLabels(3, ['Übung/R&D']);
    folder.addFlags(4, ['\\Seen']);
    folder.move(5, world.mailbox.folder('[Gmail]/Trash'));
    world.server.transcript.clear();
    await pullAll(context);
    await expectSame(world, context);
    expect(asked(world, /X-GM-LABELS\)/)[0]).toMatch(
      /^UID FETCH 1:\* \(FLAGS X-GM-LABELS\) \(CHANGEDSINCE \d+\)$/,
    );
    expect(asked(world, /\(UID X-GM-LABELS\)/)).toEqual([]);
    context.mail.calls.length = 0;
    await pullAll(context);
    expect(context.mail.calls.filter((call) => /saveLabels|addArrivals|saveFlags|remove/.test(call))).toEqual(
      [],
    );
  });

  it('are looked at one and all when one is new, renamed or was shown late, and its messages are not fetched again', async () => {
    const { world, context } = await startLabelled(30);
    for (const uid of [1, 2, 3]) all(world).setLabels(uid, ['Work']);
    await pullAll(context);
    world.mailbox.renameFolder('Work', 'Play');
    world.mailbox.createFolder('Empty');
    world.server.transcript.clear();
    await pullAll(context);
    await expectSame(world, context);
    expect(asked(world, /\(UID X-GM-LABELS\)/)).toHaveLength(1);
    expect(asked(world, /BODYSTRUCTURE/)).toEqual([]);
    world.mailbox.deleteFolder('Play');
    await pullAll(context);
    await expectSame(world, context);
  });

  it('are told again where All Mail was numbered anew, without a structure fetched twice', async () => {
    const { world, context } = await startLabelled(300);
    all(world).setLabels(7, ['Work']);
    await pullAll(context);
    all(world).renumber();
    world.server.transcript.clear();
    await pullAll(context);
    await expectSame(world, context);
    expect(world.server.transcript.fromServer(/BODYSTRUCTURE \(/)).toEqual([]);
  });

  it('end as they are at Gmail after a listing that was cut off, whatever changed meanwhile', async () => {
    const { world, context } = await startLabelled(700);
    let stored = 0;
    context.mail.beforeChange = (call) => {
      if (call.startsWith('addArrivals')) stored += 1;
      if (stored === 3) throw new Error('cut off');
    };
    await expect(pullAll(context)).rejects.toThrow('cut off');
    context.mail.beforeChange = () => undefined;
    // Of the newest, which are stored; with mod-sequences that nothing stored knows of.
    for (const { uid } of all(world).messages.slice(-50)) all(world).setLabels(uid, ['Work']);
    const again = pullContext(await openPractice(world), context.mail);
    await pullAll(again);
    await expectSame(world, again);
  });

  it('are stored before the mod-sequence that told of them: a pull that dies in between is made good', async () => {
    const { world, context } = await startLabelled(10);
    await pullAll(context);
    all(world).setLabels(1, ['Work']);
    context.mail.beforeChange = (call) => {
      if (call === 'saveLabels') throw new Error('disk full');
    };
    await expect(pullAll(context)).rejects.toThrow('disk full');
    context.mail.beforeChange = () => undefined;
    await pullAll(pullContext(await openPractice(world), context.mail));
    expect(context.mail.contents('Work').map(({ subject }) => subject)).toEqual(['Number 1']);
  });

  it('are looked at where the mod-sequences of All Mail went back and tell nothing', async () => {
    const { world, context } = await startLabelled(10);
    await pullAll(context);
    const listed = (await context.mail.listFolders()).find(({ role }) => role === 'all');
    if (listed?.uidValidity == null || listed.serverMessages === null) throw new Error('All Mail is listed');
    const { id, uidValidity, serverMessages, uidNext, listedFrom } = listed;
    all(world).setLabels(1, ['Work']);
    const ahead = String(all(world).highestModseq + 100);
    await context.mail.saveFolderSync(id, {
      uidValidity,
      serverMessages,
      uidNext,
      listedFrom,
      highestModseq: ahead,
    });
    await pullAll(context);
    await expectSame(world, context);
  });

  it('show the inbox first, however much was archived since', async () => {
    const { world, context } = await startLabelled(150);
    for (const { uid } of all(world).messages.slice(-140)) all(world).setLabels(uid, []);
    let first: string[] | undefined;
    context.mail.beforeChange = () => {
      const shown = context.mail.contents('INBOX').map(({ subject }) => subject);
      if (shown.length > 0) first ??= shown;
    };
    await pullAll(context);
    expect(first).toHaveLength(10);
    expect(asked(world, /BODYSTRUCTURE/)[0]).toMatch(/^UID FETCH 1:10 /);
  });

  it('bring new mail of the inbox by the news of All Mail', async () => {
    const { world, context } = await startLabelled(5);
    await pullAll(context);
    const watched = holderOf(await context.mail.listFolders(), 'inbox');
    expect(watched?.path).toBe(all(world).path);
    await pullNews(context, watched?.id ?? 0);
    const heard = context.session.watch(AbortSignal.timeout(50_000));
    const begun = performance.now();
    fill(world.mailbox, 1, 'INBOX', 6);
    await heard;
    await pullNews(context, watched?.id ?? 0);
    expect(performance.now() - begun).toBeLessThan(20_000);
    expect(context.mail.contents('INBOX').at(-1)?.subject).toBe('Number 6');
    // Archived by another client: a change of All Mail, not a message less.
    const archived = context.session.watch(AbortSignal.timeout(5_000));
    world.mailbox.folder('INBOX').expunge(world.mailbox.folder('INBOX').messages[0]?.uid ?? 0);
    await archived;
    await pullNews(context, watched?.id ?? 0);
    await expectSame(world, context);
  });
});

describe('All Mail that is not shown over IMAP', () => {
  async function startHidden() {
    const world = await startPractice('gmail');
    world.mailbox.deleteFolder('[Gmail]/All Mail');
    world.mailbox.createFolder('Work');
    fill(world.mailbox, 240);
    for (const uid of [2, 4]) world.mailbox.folder('INBOX').copy(uid, world.mailbox.folder('Work'));
    const context = pullContext(await openPractice(world));
    return { world, context };
  }

  it('leaves every folder to be pulled by itself, each message stored once', async () => {
    const { world, context } = await startHidden();
    await pullAll(context);
    await expectSame(world, context);
    expect(context.mail.messages.size).toBe(240);
    expect(selected(world)).toEqual(expect.arrayContaining(['INBOX', 'Work', '[Gmail]/Sent Mail']));
    expect(holderOf(await context.mail.listFolders(), 'inbox')?.path).toBe('INBOX');
  });

  it('is the one folder pulled once it is shown, and of what is stored only a first screen is fetched again', async () => {
    const { world, context } = await startHidden();
    await pullAll(context);
    world.mailbox.createFolder('[Gmail]/All Mail', { specialUse: '\\All' });
    for (const { uid } of world.mailbox.folder('INBOX').messages) {
      world.mailbox.folder('INBOX').addFlags(uid, ['$NotPhishing']);
    }
    world.server.transcript.clear();
    const again = pullContext(await openPractice(world), context.mail);
    await pullAll(again);
    await expectSame(world, again);
    expect(world.server.transcript.fromServer(/BODYSTRUCTURE \(/).length).toBeLessThanOrEqual(150);
    expect(selected(world)).not.toContain('INBOX');
  });
});
