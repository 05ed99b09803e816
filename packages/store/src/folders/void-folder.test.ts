import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStore } from '../index.ts';
import {
  addAccount,
  arrival,
  listed,
  secretKey,
  silent,
  TestClock,
  temporaryDirectory,
} from '../testing/world.ts';

/** More than two steps. */
const many = 620;
const whole = [{ from: 1, to: 0xffff_ffff }];

/** A store in a file, that dies and is opened anew. */
async function openMortal() {
  const dataDir = await temporaryDirectory();
  const options = {
    file: join(dataDir, 'mailroom.db'),
    dataDir,
    secretKey,
    clock: new TestClock(),
    log: silent,
  };
  let store = await openStore(options);
  onTestFinished(() => store.close());
  const { account, inbox, archive } = await addAccount(store, 'ada', 'ada');
  const scope = await store.scopeOf({ id: 'ada', role: 'member' });
  return {
    account,
    inbox,
    archive,
    scope,
    file: options.file,
    get store() {
      return store;
    },
    /** Dies when so many transactions of this work are committed, and is started again. */
    async diesAfter(commits: number, work: () => Promise<unknown>) {
      let left = commits;
      const execute = DatabaseSync.prototype.exec;
      const exec = vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (
        this: DatabaseSync,
        statement: string,
      ) {
        if (statement === 'commit' && left-- <= 0) throw new Error('the process died');
        execute.call(this, statement);
      });
      await expect(work()).rejects.toThrow('the process died');
      exec.mockRestore();
      await store.close();
      store = await openStore(options);
    },
    folder: async (path: string) => {
      const folders = await store.ports.mail.listFolders(account.id);
      return folders.find((folder) => folder.path === path);
    },
    stored: async (folderId: number) => (await store.ports.mail.placeSums(folderId, whole))[0]?.count,
  };
}

type Mortal = Awaited<ReturnType<typeof openMortal>>;

const numbered = (offset: number) =>
  Array.from({ length: many }, (_, at) => ({ ...arrival(at + 1, { flags: ['\\Seen'] }), uid: at + offset }));

const messageIdsOf = ({ messages }: { messages: { id: string }[] }) => messages.map(({ id }) => id);

async function screen({ store, scope }: Mortal) {
  const { conversations } = await store.conversations.list(scope, { limit: 100 });
  return conversations;
}

describe('a folder of many messages whose UIDs were given anew', () => {
  it('can be cut off after any step: none of its UIDs is used until the rest is void, and nothing is lost', async () => {
    const mortal = await openMortal();
    const { inbox, scope, account } = mortal;
    await mortal.store.ports.mail.addArrivals(inbox.id, numbered(1));
    const before = await screen(mortal);
    const [flagged = [], moved = []] = await Promise.all(
      before.map(async ({ id }) => messageIdsOf(await mortal.store.conversations.read(scope, id))),
    );
    const folderId = String(mortal.archive.id);
    await mortal.store.intents.create(scope, {
      kind: 'flag',
      flag: 'flagged',
      value: true,
      messageIds: flagged,
    });
    await mortal.store.intents.create(scope, { kind: 'move', folderId, messageIds: moved });

    for (const left of [many - 250, many - 500]) {
      await mortal.diesAfter(1, () => mortal.store.ports.mail.resetFolder(inbox.id, 2));
      expect(await mortal.stored(inbox.id)).toBe(left);
      expect(await mortal.folder('INBOX')).toMatchObject({ uidValidity: null, listedFrom: null });
      expect(await mortal.store.ports.intents.nextPushes(account.id)).toEqual([]);
    }
    await mortal.store.ports.mail.resetFolder(inbox.id, 2);
    expect(await mortal.stored(inbox.id)).toBe(0);
    expect(await mortal.folder('INBOX')).toMatchObject({ uidValidity: 2, listedFrom: null });
    // Pushing comes first in a pass: what is asked for waits until the folder is listed.
    expect(await mortal.store.ports.intents.nextPushes(account.id)).toEqual([]);

    const again = await mortal.store.ports.mail.addArrivals(inbox.id, numbered(5_001));
    expect(again).toEqual({ newMessages: 0 });
    const [first, ...others] = await screen(mortal);
    expect(first).toMatchObject({ id: before[0]?.id, unread: 0, flagged: true });
    expect(others.map(({ id }) => id)).toEqual(before.slice(1).map(({ id }) => id));
    expect(await mortal.store.ports.intents.nextPushes(account.id)).toMatchObject([
      { kind: 'flag', uidValidity: 2, uids: [5_000 + many] },
      { kind: 'move', uidValidity: 2, messages: [{ uid: 4_999 + many }] },
    ]);
  });

  it('lets others write between two steps', async () => {
    const { store, inbox, file, stored } = await openMortal();
    await store.ports.mail.addArrivals(inbox.id, numbered(1));
    const other = new DatabaseSync(file);
    onTestFinished(() => other.close());
    let done = false;
    const reset = store.ports.mail.resetFolder(inbox.id, 2).finally(() => {
      done = true;
    });
    const left: unknown[] = [];
    while (!done) {
      await nextTurn();
      if (!done) {
        other.exec('begin immediate');
        left.push(other.prepare('select count(*) as count from places').get()?.count);
        other.exec('commit');
      }
    }
    await reset;
    expect(new Set(left)).toEqual(new Set([many - 250, many - 500]));
    expect(await stored(inbox.id)).toBe(0);
  });
});

describe('a folder of many messages that is gone', () => {
  const without = [listed('INBOX', 'inbox'), listed('Sent', 'sent')];

  it('goes after any interruption, and what also lies elsewhere stays', async () => {
    const mortal = await openMortal();
    const { archive, inbox, account } = mortal;
    await mortal.store.ports.mail.addArrivals(archive.id, numbered(1));
    await mortal.store.ports.mail.addArrivals(inbox.id, numbered(1).slice(0, 3));
    // The list itself, and the first step.
    await mortal.diesAfter(2, () => mortal.store.ports.mail.saveFolderList(account.id, without));
    expect(await mortal.stored(archive.id)).toBe(many - 250);
    expect(await mortal.folder('Archive')).toMatchObject({ uidValidity: null });
    const left = await mortal.store.ports.mail.saveFolderList(account.id, without);
    expect(left.map(({ path }) => path)).toEqual(['INBOX', 'Sent']);
    expect(await mortal.stored(archive.id)).toBe(0);
    expect(await screen(mortal)).toHaveLength(3);
  });

  it('takes with it what was on its way there', async () => {
    const mortal = await openMortal();
    const { archive, inbox, account, scope, store } = mortal;
    await store.ports.mail.addArrivals(inbox.id, numbered(1).slice(0, 3));
    const [first] = await screen(mortal);
    const messageIds = messageIdsOf(await store.conversations.read(scope, first?.id ?? ''));
    await store.intents.create(scope, { kind: 'move', folderId: String(archive.id), messageIds });
    await store.ports.mail.saveFolderList(account.id, without);
    expect(await mortal.folder('Archive')).toBeUndefined();
    expect(await store.ports.intents.nextPushes(account.id)).toEqual([]);
    const folders = await store.folders.list(scope, account.id);
    expect(folders.find(({ path }) => path === 'INBOX')).toMatchObject({ messages: 3 });
    expect(await screen(mortal)).toHaveLength(3);
  });

  it('that comes back before it is gone is listed anew', async () => {
    const mortal = await openMortal();
    const { archive, account } = mortal;
    await mortal.store.ports.mail.addArrivals(archive.id, numbered(1));
    await mortal.diesAfter(2, () => mortal.store.ports.mail.saveFolderList(account.id, without));
    await mortal.store.ports.mail.saveFolderList(account.id, [...without, listed('Archive', 'archive')]);
    expect(await mortal.folder('Archive')).toMatchObject({ id: archive.id, uidValidity: null });
    await mortal.store.ports.mail.resetFolder(archive.id, 1);
    expect(await mortal.store.ports.mail.addArrivals(archive.id, numbered(1))).toEqual({ newMessages: 0 });
    expect(await mortal.stored(archive.id)).toBe(many);
  });
});
