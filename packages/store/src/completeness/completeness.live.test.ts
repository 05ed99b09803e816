/** A check of a mailbox in Debian's Dovecot, by the engine on a store whose rows somebody has removed by hand. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createEngine, type Engine } from '@mailroom/engine';
import type { Clock } from '@mailroom/engine/ports/index';
import { openImap, standardImap } from '@mailroom/engine/provider/imap/index';
import type { Account, CheckOutcome } from '@mailroom/model';
import { type Dovecot, startDovecot } from '@mailroom/rig/debian/index';
import { makeCertificates } from '@mailroom/rig/tls/index';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStore, type Store } from '../index.ts';
import { type Dump, differingRows, dumpMail } from '../testing/dump.ts';
import { scopeFor, secretKey, silent, temporaryDirectory } from '../testing/world.ts';

const address = 'ann@practice.test';
const password = 'live-secret';
const certificates = makeCertificates();
const clock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(signal.reason);
      });
    }),
};

let dovecot: Dovecot;
beforeAll(async () => {
  dovecot = await startDovecot({ users: [{ address, password }], certificates });
  await dovecot.doveadm(['mailbox', 'create', '-u', address, 'Work']);
}, 60_000);
afterAll(() => dovecot.stop());

async function deliver(folder: string, from: number, count: number): Promise<void> {
  const session = await openImap({
    server: { host: 'localhost', port: dovecot.imapsPort, security: 'tls' },
    user: address,
    secret: { password },
    tls: { ca: [certificates.caPem] },
    egress: { allowPrivate: true },
    quirks: standardImap,
    clock,
    log: silent,
  });
  for (let n = from; n < from + count; n += 1) {
    const answers = n % 5 === 0 ? `In-Reply-To: <${folder}.${n - 1}@example.org>\r\n` : '';
    const raw = `From: Bob <bob@example.org>\r\nTo: ${address}\r\nSubject: ${folder} number ${n}\r\nMessage-ID: <${folder}.${n}@example.org>\r\n${answers}\r\nText ${folder}${n}\r\n`;
    const flags = n % 3 === 0 ? ['\\Seen'] : [];
    await session.append(folder, Buffer.from(raw), flags, new Date(Date.UTC(2026, 9, 1, 0, n)));
  }
  await session.close();
}

/** UID, flags and mod-sequence of every message, as another program reads them; `\Recent` says who looked first, not what is there. */
async function onServer(): Promise<string[]> {
  const items = 'mailbox uid flags modseq size.physical';
  const told = await dovecot.doveadm(['-f', 'tab', 'fetch', '-u', address, items, 'mailbox', '*']);
  return told
    .replace(/ ?\\Recent/g, '')
    .split('\n')
    .sort();
}

async function folderStatus(folder: string): Promise<{ uidNext: number; modseq: string; messages: number }> {
  const items = 'uidnext highestmodseq messages';
  const told = await dovecot.doveadm(['-f', 'tab', 'mailbox', 'status', '-u', address, items, folder]);
  const [names = '', values = ''] = told.trim().split('\n');
  const named = Object.fromEntries(names.split('\t').map((name, at) => [name, values.split('\t')[at] ?? '']));
  return {
    uidNext: Number(named.uidnext),
    modseq: named.highestmodseq ?? '',
    messages: Number(named.messages),
  };
}

interface Linked {
  file: string;
  dataDir: string;
  store: Store;
  account: Account;
}

async function linked(): Promise<Linked> {
  const dataDir = await temporaryDirectory();
  const file = join(dataDir, 'mailroom.sqlite');
  const store = await openStore({ file, dataDir, secretKey, clock, log: silent });
  onTestFinished(() => store.close());
  const server = { host: 'localhost', security: 'tls', user: address, password } as const;
  const created = await store.passwordMailboxes.create('ann', {
    address,
    name: 'Ann',
    imap: { ...server, port: dovecot.imapsPort },
    smtp: { ...server, port: 1 },
  });
  const account = await store.accounts.start(await scopeFor(store, 'ann'), created.id, {
    kind: 'everything',
  });
  return { file, dataDir, store, account };
}

/** Runs the engine until that is so. */
async function withEngine(
  { store }: Pick<Linked, 'store'>,
  work: (engine: Engine) => Promise<void>,
): Promise<void> {
  const engine = createEngine({
    ports: { ...store.ports, clock, log: silent },
    options: { ca: [certificates.caPem], egress: { allowPrivate: true }, parserThreads: 1 },
  });
  try {
    await engine.start();
    await work(engine);
  } finally {
    await engine.stop();
  }
}

const eventually = (isSo: () => Promise<void>) => vi.waitFor(isSo, { timeout: 60_000, interval: 50 });

/** Watching, looked at since, and nothing left to be read. */
async function atRest({ store, account }: Linked, since: Date): Promise<void> {
  await eventually(async () => {
    const { state, progress, lastSyncedAt } = await store.accounts.read(
      await scopeFor(store, 'ann'),
      account.id,
    );
    expect({ state, progress }).toEqual({ state: 'watching', progress: null });
    expect(new Date(lastSyncedAt ?? 0).getTime()).toBeGreaterThan(since.getTime());
    expect(await store.ports.mail.countPendingBodies(account.id)).toBe(0);
  });
}

function dumped({ file }: Linked): Dump {
  const raw = new DatabaseSync(file, { readOnly: true });
  const dump = dumpMail(raw);
  raw.close();
  return dump;
}

/** The index's own list of the messages that it holds. */
function indexed({ dataDir }: Linked): number[] {
  const index = new DatabaseSync(join(dataDir, 'mailroom.search-1.sqlite'), { readOnly: true });
  const rows = index.prepare('select id from search_docsize order by id').all();
  index.close();
  return rows.map(({ id }) => Number(id));
}

interface Removed {
  /** Messages whose place was removed, or that were removed themselves. */
  refetched: Set<number>;
}

/** 500 rows, as a program without foreign keys removes them: what pointed at them points nowhere. */
function removeByHand({ file, dataDir }: Linked): Removed {
  const raw = new DatabaseSync(file, { enableForeignKeyConstraints: false });
  const index = new DatabaseSync(join(dataDir, 'mailroom.search-1.sqlite'));
  const ids = raw
    .prepare('select id from messages order by id')
    .all()
    .map(({ id }) => Number(id));
  // Spread over the whole mailbox; each sort of row is another's messages.
  const some = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => ids[from + at * 7] ?? 0);
  const [placeless, gone, textless] = [some(0, 150), some(1, 100), some(2, 100)];
  const [unknown, told] = [some(3, 100), some(4, 50)];
  let rows = 0;
  const remove = (database: DatabaseSync, statement: string, keys: readonly number[]) => {
    const prepared = database.prepare(statement);
    for (const key of keys) rows += Number(prepared.run(key).changes);
  };
  remove(raw, 'delete from places where message_id = ?', placeless);
  remove(raw, 'delete from messages where id = ?', gone);
  remove(raw, 'delete from bodies where message_id = ?', textless);
  remove(index, 'delete from search where rowid = ?', unknown);
  remove(
    raw,
    'delete from conversations where id = (select conversation_id from messages where id = ?)',
    told,
  );
  raw.close();
  index.close();
  expect(rows).toBe(500);
  return { refetched: new Set([...placeless, ...gone]) };
}

/** The store believes that it has seen all that the server has. */
async function believeSynchronised({ file }: Linked, folders: readonly string[]): Promise<void> {
  const raw = new DatabaseSync(file);
  for (const folder of folders) {
    const { uidNext, modseq, messages } = await folderStatus(folder);
    raw
      .prepare('update folders set uid_next = ?, highest_modseq = ?, server_messages = ? where path = ?')
      .run(uidNext, modseq, messages, folder);
  }
  raw.close();
}

async function check({ store, account }: Linked, engine: Engine): Promise<CheckOutcome> {
  const before = (await store.ports.completeness.read(account.id)).endedAt;
  await store.truths.askForCheck(await store.scopeOf({ id: 'ann', role: 'member' }), account.id);
  engine.checkNow(account.id);
  await eventually(async () => {
    const { asked, begun, endedAt } = await store.ports.completeness.read(account.id);
    expect({ asked, begun }).toEqual({ asked: false, begun: false });
    expect(endedAt).not.toEqual(before);
  });
  const { check } = await store.truths.read(await store.scopeOf({ id: 'ann', role: 'member' }), account.id);
  if (!check.outcome) throw new Error('nothing is told of the check');
  return check.outcome;
}

const without = (row: string | undefined, ...columns: string[]) => {
  const kept = Object.entries(JSON.parse(row ?? '{}')).filter(([name]) => !columns.includes(name));
  return Object.fromEntries(kept);
};

describe('a completeness check against Dovecot', () => {
  it('finds and heals 500 rows removed by hand and 200 messages added behind the store’s back, and touches nothing else', async () => {
    await deliver('INBOX', 1, 1000);
    await deliver('Work', 1, 200);
    const mailbox = await linked();
    await withEngine(mailbox, () => atRest(mailbox, new Date(0)));
    const before = dumped(mailbox);
    const known = indexed(mailbox);
    expect(known).toHaveLength(1200);

    const { refetched } = removeByHand(mailbox);
    await deliver('INBOX', 1001, 150);
    await deliver('Work', 201, 50);
    await believeSynchronised(mailbox, ['INBOX', 'Work']);
    const server = await onServer();

    await withEngine(mailbox, async (engine) => {
      // Synchronising by itself believes that there is nothing to do.
      await atRest(mailbox, new Date(Date.now() - 1));
      expect([...dumped(mailbox).keys()].filter((key) => key.startsWith('places '))).toHaveLength(1050);

      const { mended, folders } = await check(mailbox, engine);
      expect(mended).toMatchObject({ missing: 450, places: 100, texts: 100, words: 100, 'folder-counts': 2 });
      expect(mended.conversations).toBeGreaterThanOrEqual(50);
      expect(mended.gone ?? 0).toBe(0);
      expect(folders.reduce((all, { listed }) => all + listed, 0)).toBe(1400);
      await atRest(mailbox, new Date(0));
      expect((await check(mailbox, engine)).mended).toEqual({});
    });

    const after = dumped(mailbox);
    const added = [...after.keys()].filter((key) => !before.has(key));
    const count = (table: string) => added.filter((key) => key.startsWith(`${table} `)).length;
    expect([count('messages'), count('places'), count('bodies')]).toEqual([200, 200, 200]);
    expect([count('folders'), count('accounts'), count('intents'), count('quarantine')]).toEqual([
      0, 0, 0, 0,
    ]);

    // Every row of before is there again as it was, but for what says when it was last looked at.
    const differing = differingRows(before, after).filter((key) => before.has(key));
    for (const key of differing) {
      const [table] = key.split(' ');
      const [was, is] = [before.get(key), after.get(key)];
      if (table === 'places') {
        expect(refetched.has(Number(JSON.parse(was ?? '{}').message_id))).toBe(true);
        expect(without(is, 'updated_at')).toEqual(without(was, 'updated_at'));
      } else if (table === 'folders') {
        const counts = ['uid_next', 'highest_modseq', 'server_messages', 'messages', 'unread'];
        expect(without(is, ...counts)).toEqual(without(was, ...counts));
      } else {
        expect(table).toBe('accounts');
        const looks = ['last_synced_at', 'next_sync_at'];
        // What was added behind its back has arrived with the check.
        const arrivals = ['last_arrival_at', 'last_arrival_stored_at'];
        expect(without(is, ...looks, ...arrivals)).toEqual(without(was, ...looks, ...arrivals));
      }
    }
    const ids = [...after.keys()]
      .filter((key) => key.startsWith('messages '))
      .map((key) => Number(key.slice(9)));
    expect(indexed(mailbox)).toEqual(ids.sort((a, b) => a - b));

    expect(await onServer()).toEqual(server);
  }, 240_000);
});
