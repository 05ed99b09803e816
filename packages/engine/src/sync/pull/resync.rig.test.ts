import { describe, expect, it } from 'vitest';
import { MemoryMail } from '../../testing/memory-mail.ts';
import {
  type Context,
  openPull,
  type PracticePull,
  pullAll,
  pulledOnce,
} from '../../testing/practice-pull.ts';
import {
  fill,
  mail,
  onServer,
  openPractice,
  type PracticeWorld,
  pullContext,
  startPractice,
} from '../../testing/practice-server.ts';
import { pullFolderList, pullFolders } from './index.ts';

type Preset = Parameters<typeof startPractice>[0];

/** A mailbox that has been pulled once, its inbox of so many messages. */
async function pulled(preset: Preset, messages: number): Promise<PracticePull> {
  const pull = await pulledOnce(preset, ({ mailbox }) => fill(mailbox, messages));
  pull.world.server.transcript.clear();
  return pull;
}

const expectSame = ({ world, context }: PracticePull) =>
  expect(context.mail.contents('INBOX')).toEqual(onServer(world, 'INBOX'));

const commands = ({ server }: PracticeWorld, pattern: RegExp) =>
  server.transcript.fromClient(pattern).map(({ text }) => text.replace(/^\S+ /, ''));

/** Ranges of which the store is asked for rows from now on. */
function rowsRead({ mail }: Context): unknown[] {
  const ranges: unknown[] = [];
  const places = mail.places.bind(mail);
  const sums = new MemoryMail().placeSums.bind({ places });
  mail.placeSums = sums;
  mail.places = async (...args: Parameters<MemoryMail['places']>) => {
    ranges.push(args[1]);
    return await places(...args);
  };
  return ranges;
}

/** Another client's hands: flags, removals and arrivals in one go. */
function disturb({ mailbox }: PracticeWorld, messages: number): void {
  const inbox = mailbox.folder('INBOX');
  for (let uid = 5; uid <= messages; uid += 97) inbox.addFlags(uid, ['\\Seen', '\\Flagged']);
  for (let uid = 9; uid <= messages; uid += 501) inbox.expunge(uid);
  fill(mailbox, 3, 'INBOX', messages + 1);
}

describe.each<Preset>(['outlook', 'outlook-rev2', 'plain', 'dovecot'])(
  'looking again at a mailbox on a server like %s',
  (preset) => {
    it('finds what another client did in a folder of many windows', async () => {
      const found = await pulled(preset, 1_200);
      disturb(found.world, 1_200);
      await pullAll(found.context);
      expectSame(found);
    });

    it('finds what was done while it was away, with a new connection', async () => {
      const { world, context } = await pulled(preset, 300);
      await context.session.close();
      disturb(world, 300);
      const again = pullContext(await openPractice(world), context.mail);
      await pullAll(again);
      expectSame({ world, context: again });
    });
  },
);

it('takes away what is stored beyond every UID that the server and the store count with', async () => {
  const found = await pulled('outlook', 20);
  const { mail, session } = found.context;
  const inbox = (await mail.listFolders()).find(({ path }) => path === 'INBOX');
  await session.select('INBOX');
  const [newest] = await session.fetchNewest(1);
  if (!inbox || !newest) throw new Error('The inbox was not pulled');
  await mail.addArrivals(inbox.id, [
    { ...newest, uid: 500 },
    { ...newest, uid: 501 },
  ]);
  await pullAll(found.context);
  expectSame(found);
});

describe('with nothing new', () => {
  it.each<Preset>(['dovecot', 'gmail'])('a server like %s is asked for no folder at all', async (preset) => {
    const { world, context } = await pulled(preset, 50);
    const asked = preset === 'gmail' ? ['SELECT "[Gmail]/All Mail"'] : [];
    await pullAll(context);
    expect(commands(world, / FETCH | SEARCH /)).toEqual([]);
    expect(commands(world, / SELECT /).map((text) => text.replace(/ \(CONDSTORE\)$/, ''))).toEqual(asked);
  });

  it('a server without mod-sequences is asked for flags once a folder, and no row is read from the store', async () => {
    const { world, context } = await pulled('outlook', 1_200);
    const rows = rowsRead(context);
    await pullAll(context);
    expect(commands(world, / UID FETCH 1:1200 /)).toEqual(['UID FETCH 1:1200 (FLAGS)']);
    expect(rows).toEqual([]);
    expect(commands(world, / SEARCH /)).toEqual([]);
  });

  it('one flag that changed costs the rows about it alone', async () => {
    const { world, context } = await pulled('outlook', 1_200);
    world.mailbox.folder('INBOX').addFlags(150, ['\\Flagged']);
    const ranges = rowsRead(context);
    await pullAll(context);
    expect(ranges).toMatchObject([{ from: 129, to: 160 }]);
    expectSame({ world, context });
  });
});

describe('a server with QRESYNC', () => {
  it('tells what vanished, and is not asked for UIDs', async () => {
    const found = await pulled('dovecot', 300);
    disturb(found.world, 300);
    await pullAll(found.context);
    expectSame(found);
    expect(commands(found.world, /CHANGEDSINCE/)[0]).toMatch(
      /^UID FETCH 1:\* \(FLAGS\) \(CHANGEDSINCE \d+ VANISHED\)$/,
    );
    expect(found.world.server.transcript.fromServer(/VANISHED \(EARLIER\) 9$/)).toHaveLength(1);
    expect(commands(found.world, / SEARCH | UID FETCH 1:\d+ \(FLAGS\)$/)).toEqual([]);
  });

  it('that tells nothing of what vanished is compared', async () => {
    const found = await pulled('dovecot', 300);
    found.world.mailbox.folder('INBOX').expunge(7);
    found.world.faults.refuse('FETCH', 'OK Fetch completed.');
    await pullAll(found.context);
    expectSame(found);
  });

  it('that says everything vanished is asked a second time', async () => {
    const found = await pulled('dovecot', 300);
    found.world.mailbox.folder('INBOX').addFlags(7, ['\\Seen']);
    found.world.faults.unsolicited('FETCH', ['VANISHED (EARLIER) 1:4294967295']);
    await pullAll(found.context);
    expectSame(found);
  });

  it('that keeps no mod-sequences for a folder (NOMODSEQ) has it compared', async () => {
    const world = await startPractice('dovecot');
    fill(world.mailbox, 300);
    world.faults.withholdModseq({ path: 'INBOX' });
    const context = pullContext(await openPractice(world));
    await pullAll(context);
    disturb(world, 300);
    await pullAll(context);
    expectSame({ world, context });
  });

  it('whose mod-sequences begin anew has the folder compared', async () => {
    const found = await pulled('dovecot', 300);
    const [inbox] = await found.context.mail.listFolders();
    if (!inbox) throw new Error('no inbox');
    const { uidValidity, uidNext, listedFrom, serverMessages } = inbox;
    await found.context.mail.saveFolderSync(inbox.id, {
      uidValidity: uidValidity ?? 0,
      uidNext,
      listedFrom,
      serverMessages: serverMessages ?? 0,
      highestModseq: '9223372036854775807',
    });
    disturb(found.world, 300);
    await pullAll(found.context);
    expectSame(found);
  });
});

describe('a server with CONDSTORE alone', () => {
  it('has what went named by SEARCH, when the count says that something did', async () => {
    const { world, context } = await pulled('gmail', 60);
    const all = world.mailbox.folder('[Gmail]/All Mail');
    all.expunge(12);
    all.addFlags(20, ['\\Flagged']);
    await pullAll(context);
    expect(context.mail.contents(all.path)).toEqual(onServer(world, all.path));
    expect(commands(world, / UID SEARCH /)).toHaveLength(1);
    expect(commands(world, /\(FLAGS\)$/)).toEqual([]);
  });
});

describe('a server whose counts make no sense', () => {
  it.each<Preset>(['outlook', 'dovecot'])(
    'like %s, whose UIDNEXT goes backwards, loses no message here',
    async (preset) => {
      const found = await pulled(preset, 60);
      disturb(found.world, 60);
      found.world.faults.wrongUidNext(-20);
      await pullAll(found.context);
      await pullAll(found.context);
      expectSame(found);
    },
  );

  it.each<Preset>(['outlook', 'plain', 'dovecot'])(
    'like %s, whose EXISTS shrinks without an EXPUNGE, loses no message here',
    async (preset) => {
      const found = await pulled(preset, 60);
      found.world.faults.shrinkExists(3, { during: 'SELECT' });
      await pullAll(found.context);
      await pullAll(found.context);
      expectSame(found);
    },
  );

  it.each<Preset>(['outlook', 'plain'])(
    'like %s, that tells the flags of nobody, loses no message here',
    async (preset) => {
      const found = await pulled(preset, 60);
      found.world.faults.refuse('FETCH', 'OK Fetch completed.', { times: 2 });
      await pullAll(found.context);
      expect(found.context.mail.contents('INBOX')).toHaveLength(60);
      found.world.faults.clear();
      await pullAll(found.context);
      expectSame(found);
    },
  );

  it('that answers a search from the start date with nothing is not believed while newer mail lies there', async () => {
    const world = await startPractice('outlook');
    world.mailbox.folder('INBOX').append(mail('Subject: New\nMessage-ID: <new@example.org>'), {
      internalDate: new Date('2026-11-01T12:00:00Z'),
    });
    const context = {
      ...pullContext(await openPractice(world)),
      syncSince: new Date('2026-10-20T00:00:00Z'),
    };
    world.faults.refuse('SEARCH', 'OK Search completed.', { times: 10 });
    const { complete } = await pullFolders(context, await pullFolderList(context));
    expect(complete).toBe(false);
    world.faults.clear();
    await pullAll(context);
    expect(context.mail.contents('INBOX').map(({ subject }) => subject)).toEqual(['New']);
    expect((await context.mail.listFolders()).find(({ role }) => role === 'inbox')?.listedFrom).toBe(1);
  });
});

describe('a first screen', () => {
  it.each<Preset>(['outlook', 'dovecot'])(
    'on a server like %s is stored before anything is searched or listed',
    async (preset) => {
      const { world, context } = await openPull(preset, ({ mailbox }) => fill(mailbox, 1_000));
      let before: readonly string[] = [];
      const stored: number[] = [];
      let shown: string[] = [];
      await pullFolders(context, await pullFolderList(context), {
        onNewest: async () => void stored.push(context.mail.contents('INBOX').length),
        onFirstScreen: async () => {
          before = commands(world, / (FETCH|SEARCH|STATUS|SELECT) /);
          shown = context.mail.contents('INBOX').map(({ subject }) => subject);
        },
      });
      expect(before.map((text) => text.split(' (')[0])).toEqual([
        expect.stringMatching(/^SELECT "?INBOX/),
        'FETCH 951:1000',
        'FETCH 851:950',
      ]);
      expect(stored).toEqual([50, 150]);
      expect(shown).toHaveLength(150);
      expect(shown.at(-1)).toBe('Number 1000');
      expectSame({ world, context });
    },
  );
});

describe('a folder whose UIDs were given anew', () => {
  it.each<Preset>(['outlook', 'dovecot'])(
    'is rid of the old ones before it is listed on a server like %s, wherever that was cut off',
    async (preset) => {
      const { world, context } = await pulled(preset, 30);
      const known = context.mail.messages.size;
      world.mailbox.folder('INBOX').expunge(3);
      world.mailbox.folder('INBOX').renumber();
      context.mail.beforeChange = (call) => {
        if (call === 'resetFolder, to its end') throw new Error('the process died');
      };
      await expect(pullAll(context)).rejects.toThrow('the process died');
      const cutOff = (await context.mail.listFolders()).find(({ path }) => path === 'INBOX');
      expect(cutOff?.uidValidity).toBeNull();
      expect(await context.mail.places(cutOff?.id ?? 0)).toHaveLength(30);

      context.mail.beforeChange = () => undefined;
      await context.session.close();
      const again = pullContext(await openPractice(world), context.mail);
      await pullAll(again);
      expectSame({ world, context: again });
      expect(again.mail.messages.size).toBe(known);
    },
  );
});

describe.each<Preset>(['dovecot', 'gmail'])('what a move of ours stored on a server like %s', (preset) => {
  /** Places of a folder that nobody has looked at since, as `settleMoved` leaves them. */
  async function moved(count: number) {
    const { world, context } = await pulled(preset, 30);
    const path = preset === 'gmail' ? '[Gmail]/All Mail' : 'INBOX';
    const folder = world.mailbox.folder(path);
    const first = folder.uidNext;
    fill(world.mailbox, count, path, 31);
    await context.session.select(path);
    const uids = Array.from({ length: count }, (_, at) => first + at);
    const stored = (await context.mail.listFolders()).find((each) => each.path === path);
    await context.mail.addArrivals(stored?.id ?? 0, await context.session.fetchStructures(uids));
    const same = () => expect(context.mail.contents(path)).toEqual(onServer(world, path));
    return { world, context, folder, uids, same };
  }

  it('leaves where it came from without that folder being read', async () => {
    const { world, context, folder, uids, same } = await moved(3);
    await pullAll(context);
    const [stored] = (await context.mail.listFolders()).filter(({ path }) => path === folder.path);
    const gone = uids.slice(0, 2);
    for (const uid of gone) folder.expunge(uid);
    await context.mail.removePlaces(stored?.id ?? 0, gone);
    world.server.transcript.clear();
    await pullAll(context);
    same();
    expect(commands(world, / SEARCH | UID FETCH [^ ]+ \(FLAGS\)$/)).toEqual([]);
  });

  it('is given the flags that it has there', async () => {
    const { context, folder, uids, same } = await moved(2);
    folder.addFlags(uids[0] ?? 0, ['\\Seen']);
    await pullAll(context);
    same();
  });

  it('is gone when another client removed it before the folder was looked at', async () => {
    const { context, folder, uids, same } = await moved(2);
    folder.expunge(uids[0] ?? 0);
    folder.expunge(uids[1] ?? 0);
    await pullAll(context);
    same();
  });
});
