/** Whatever breaks off or is refused while messages are moved and deleted, none is lost and none is there twice. */
import type { PresetName } from '@mailroom/rig/imap/index';
import { describe, expect, it } from 'vitest';
import type { MovePush } from '../../ports/intents.ts';
import type { ImapSession } from '../../provider/imap/index.ts';
import { MemoryIntents } from '../../testing/memory-intents.ts';
import {
  fill,
  mail,
  onServer,
  openPractice,
  type PracticeWorld,
  startPractice,
} from '../../testing/practice-server.ts';
import { silentLog } from '../../testing/silent-log.ts';
import { pushIntents } from './push-intents.ts';

/** The folder that each practice server has beside its inbox, and what it lets a message be moved by. */
const servers = {
  outlook: { preset: 'outlook', target: 'Archive', without: {} },
  gmail: { preset: 'gmail', target: 'Work', without: {} },
  dovecot: { preset: 'dovecot', target: 'Archive', without: {} },
  'dovecot without MOVE': { preset: 'dovecot', target: 'Archive', without: { MOVE: false } },
  plain: { preset: 'plain', target: 'Trash', without: {} },
} as const satisfies Record<string, { preset: PresetName; target: string; without: Record<string, boolean> }>;
type ServerName = keyof typeof servers;
const names = Object.keys(servers) as ServerName[];

interface Pushing {
  world: PracticeWorld;
  intents: MemoryIntents;
  target: string;
  moves(uids: readonly number[]): MovePush;
  push(session?: ImapSession): Promise<void>;
}

async function startPushing(name: ServerName, messages = 5): Promise<Pushing> {
  const { preset, target, without } = servers[name];
  const world = await startPractice(preset, 'en', without);
  if (!world.mailbox.findFolder(target)) world.mailbox.createFolder(target);
  fill(world.mailbox, messages);
  const intents = new MemoryIntents();
  const source = world.mailbox.folder('INBOX');
  const onWire = new Map(onServer(world, 'INBOX').map((message) => [message.uid, message]));
  return {
    world,
    intents,
    target,
    moves: (uids) => ({
      kind: 'move',
      folderPath: 'INBOX',
      uidValidity: source.uidValidity,
      targetPath: target,
      messages: uids.map((uid) => ({
        intentId: uid,
        uid,
        step: { at: 'wanted' },
        messageId: onWire.get(uid)?.messageId ?? null,
        size: onWire.get(uid)?.size ?? 0,
        receivedAt: new Date(source.byUid(uid)?.internalDate ?? 0),
      })),
    }),
    push: async (session) => {
      const opened = session ?? (await openPractice(world));
      await pushIntents({ accountId: 'account', session: opened, intents, log: silentLog });
    },
  };
}

/** Subjects that a person sees in a folder: what is marked as deleted is gone to them. */
function shown({ world }: Pushing, path: string): string[] {
  return onServer(world, path)
    .filter(({ flags }) => !flags.includes('\\Deleted'))
    .map(({ subject }) => subject)
    .sort();
}

/** Messages 2 and 3 are in the target, the others in the inbox, each once. */
function expectMoved(pushing: Pushing): void {
  expect(shown(pushing, 'INBOX')).toEqual(['Number 1', 'Number 4', 'Number 5']);
  expect(shown(pushing, pushing.target)).toEqual(['Number 2', 'Number 3']);
  expect(pushing.intents.pushes).toEqual([]);
}

const sent = ({ world }: Pushing, command: RegExp) => world.server.transcript.fromClient(command);

describe('moving messages', () => {
  it.each(names)('puts each into the other folder, once, on %s', async (name) => {
    const pushing = await startPushing(name);
    pushing.intents.pushes = [pushing.moves([2, 3])];
    await pushing.push();
    expectMoved(pushing);
    const folder = pushing.world.mailbox.folder(pushing.target);
    const copies = folder.messages.map(({ uid }) => uid);
    expect([...pushing.intents.endings.values()]).toEqual(
      copies.map((uid) => ({
        as: 'moved',
        copy: { uidValidity: folder.uidValidity, uid },
        original: name === 'plain' ? 'marked' : 'removed',
      })),
    );
  });

  it('touches nothing else that is marked as deleted, and sends no EXPUNGE without UIDs', async () => {
    for (const name of names) {
      const pushing = await startPushing(name);
      pushing.world.mailbox.folder('INBOX').addFlags(4, ['\\Deleted']);
      pushing.intents.pushes = [pushing.moves([2, 3])];
      await pushing.push();
      expect(onServer(pushing.world, 'INBOX').map(({ subject }) => subject)).toContain('Number 4');
      expect(sent(pushing, /^\S+ (EXPUNGE|CLOSE)/)).toEqual([]);
    }
  });

  it('takes a message that another client moved meanwhile for moved', async () => {
    for (const name of names) {
      const pushing = await startPushing(name);
      const session = await openPractice(pushing.world);
      await session.select('INBOX');
      const elsewhere = pushing.world.mailbox.createFolder('Elsewhere');
      pushing.world.mailbox.folder('INBOX').move(2, elsewhere);
      pushing.intents.pushes = [pushing.moves([2, 3])];
      await pushing.push(session);
      expect(shown(pushing, 'Elsewhere')).toEqual(['Number 2']);
      expect(shown(pushing, pushing.target)).toEqual(['Number 3']);
      expect(pushing.intents.endings.get(2)).toMatchObject({ as: 'moved', copy: null });
      expect(pushing.intents.endings.get(3)).toMatchObject({ as: 'moved' });
    }
  });

  it('waits when the folder was numbered anew: its UIDs name other messages', async () => {
    const pushing = await startPushing('outlook');
    const push = pushing.moves([2, 3]);
    pushing.world.mailbox.folder('INBOX').renumber();
    pushing.intents.pushes = [push];
    await pushing.push();
    expect(shown(pushing, 'INBOX')).toHaveLength(5);
    expect(pushing.intents.endings.size).toBe(0);
  });

  it('does not take a message that lay in the target before for its copy', async () => {
    const pushing = await startPushing('plain');
    const { mailbox } = pushing.world;
    mailbox.folder('INBOX').copy(2, mailbox.folder(pushing.target));
    pushing.world.faults.hangUpOn('COPY');
    pushing.intents.pushes = [pushing.moves([2])];
    await expect(pushing.push()).rejects.toMatchObject({ kind: 'connection-lost' });
    await pushing.push();
    expect(shown(pushing, pushing.target)).toEqual(['Number 2', 'Number 2']);
    expect(shown(pushing, 'INBOX')).not.toContain('Number 2');
  });

  it('knows a copy without a Message-ID by size and date', async () => {
    const pushing = await startPushing('plain');
    const inbox = pushing.world.mailbox.folder('INBOX');
    const at = new Date('2026-10-02T08:00:00Z');
    const { uid, size } = inbox.append(mail('From: Bob <bob@example.org>\nSubject: Nameless'), {
      internalDate: at,
    });
    const push = pushing.moves([2]);
    push.messages.push({ intentId: 9, uid, step: { at: 'wanted' }, messageId: null, size, receivedAt: at });
    pushing.intents.pushes = [push];
    await pushing.push();
    expect(shown(pushing, pushing.target)).toEqual(['Nameless', 'Number 2']);
    expect(pushing.intents.endings.get(9)).toMatchObject({ as: 'moved', copy: { uid: 2 } });
  });
});

/** Every command that moving sends somewhere. */
const commands = ['SELECT', 'STATUS', 'MOVE', 'COPY', 'SEARCH', 'FETCH', 'STORE', 'EXPUNGE'];

describe.each(names)('a move on %s', (name) => {
  it.each(commands)('is completed, once, after the connection was lost before %s', async (command) => {
    const pushing = await startPushing(name);
    pushing.intents.pushes = [pushing.moves([2, 3])];
    const fault = pushing.world.faults.hangUpOn(command);
    await pushing.push().catch((error: unknown) => expect(error).toMatchObject({ kind: 'connection-lost' }));
    fault.lift();
    await pushing.push();
    expectMoved(pushing);
  });

  it.each(commands)('is completed, once, after the answer to %s was lost', async (command) => {
    const pushing = await startPushing(name);
    pushing.intents.pushes = [pushing.moves([2, 3])];
    const fault = pushing.world.faults.cutAfterBytes(0, { during: command });
    await pushing.push().catch((error: unknown) => expect(error).toMatchObject({ kind: 'connection-lost' }));
    fault.lift();
    await pushing.push();
    expectMoved(pushing);
  });

  it.each(['begin', 'copied', 'moved'])('is completed, once, after a crash at “%s”', async (note) => {
    const pushing = await startPushing(name);
    pushing.intents.pushes = [pushing.moves([2, 3])];
    let crashes = 1;
    pushing.intents.beforeNote = (what) => {
      if (what === note && crashes-- > 0) throw new Error('killed');
    };
    await pushing.push().catch(() => undefined);
    await pushing.push();
    expectMoved(pushing);
  });

  it.each(commands)('loses nothing when the server refuses %s', async (command) => {
    const pushing = await startPushing(name);
    pushing.intents.pushes = [pushing.moves([2, 3])];
    const fault = pushing.world.faults.refuse(command, 'NO [NOPERM] Not for you');
    await pushing.push();
    const struck = fault.strikes > 0;
    fault.lift();
    if ([...pushing.intents.endings.values()].some(({ as }) => as === 'postponed')) await pushing.push();
    const endings = [...pushing.intents.endings.values()];
    for (const subject of ['Number 2', 'Number 3']) {
      const source = shown(pushing, 'INBOX').filter((each) => each === subject).length;
      const target = shown(pushing, pushing.target).filter((each) => each === subject).length;
      const kept = endings.some(
        (ending) => ending.as === 'given-up' && ending.failure.kind === 'original-kept',
      );
      expect(source + target).toBe(kept ? 2 : 1);
    }
    if (struck && ['MOVE', 'COPY', 'STORE', 'SELECT', 'STATUS'].includes(command)) {
      expect(endings.map(({ as }) => as)).toEqual(['given-up', 'given-up']);
    }
  });

  it('is postponed, not given up, while the server says “not now”', async () => {
    const pushing = await startPushing(name);
    const command = name === 'plain' || name.endsWith('MOVE') ? 'COPY' : 'MOVE';
    pushing.intents.pushes = [pushing.moves([2, 3])];
    pushing.world.faults.refuse(command, 'NO [INUSE] Try again');
    await pushing.push();
    expect(pushing.intents.endings.get(2)).toMatchObject({ as: 'postponed' });
    await pushing.push();
    expectMoved(pushing);
  });
});

describe('deleting for ever', () => {
  it.each(['outlook', 'dovecot', 'plain'] as const)(
    'removes these messages and no other on %s',
    async (name) => {
      const pushing = await startPushing(name);
      const inbox = pushing.world.mailbox.folder('INBOX');
      inbox.addFlags(4, ['\\Deleted']);
      const push = { kind: 'delete', intentIds: [1, 2], folderPath: 'INBOX', uids: [2, 3] } as const;
      pushing.intents.pushes = [{ ...push, intentIds: [1, 2], uids: [2, 3], uidValidity: inbox.uidValidity }];
      await pushing.push();
      const left = onServer(pushing.world, 'INBOX').map(({ uid }) => uid);
      expect(left).toEqual(name === 'plain' ? [1, 2, 3, 4, 5] : [1, 4, 5]);
      expect(shown(pushing, 'INBOX')).toEqual(['Number 1', 'Number 5']);
      const removal = name === 'plain' ? 'marked' : 'removed';
      expect(pushing.intents.endings.get(1)).toEqual({ as: 'gone', removal });
      expect(sent(pushing, /^\S+ (EXPUNGE|CLOSE)/)).toEqual([]);
    },
  );

  it('is no error for a message that is gone already', async () => {
    const pushing = await startPushing('outlook');
    const session = await openPractice(pushing.world);
    await session.select('INBOX');
    const inbox = pushing.world.mailbox.folder('INBOX');
    inbox.expunge(2);
    pushing.intents.pushes = [
      { kind: 'delete', intentIds: [1], folderPath: 'INBOX', uids: [2, 3], uidValidity: inbox.uidValidity },
    ];
    await pushing.push(session);
    expect(shown(pushing, 'INBOX')).toEqual(['Number 1', 'Number 4', 'Number 5']);
    expect(pushing.intents.endings.get(1)).toEqual({ as: 'gone', removal: 'removed' });
  });

  it('is given up in the server’s words when it refuses', async () => {
    const pushing = await startPushing('outlook');
    const { uidValidity } = pushing.world.mailbox.folder('INBOX');
    pushing.world.faults.refuse('STORE', 'NO [NOPERM] Litigation hold');
    pushing.intents.pushes = [
      { kind: 'delete', intentIds: [1], folderPath: 'INBOX', uids: [2], uidValidity },
    ];
    await pushing.push();
    expect(pushing.intents.endings.get(1)).toMatchObject({
      as: 'given-up',
      failure: { kind: 'delete-refused', quote: 'Litigation hold' },
    });
    expect(shown(pushing, 'INBOX')).toHaveLength(5);
  });
});

describe('labels of Gmail', () => {
  it('are given and taken away in All Mail, once, whatever breaks off', async () => {
    for (const command of ['none', 'STORE', 'SELECT']) {
      const pushing = await startPushing('gmail');
      const all = pushing.world.mailbox.folder('[Gmail]/All Mail');
      const uid = all.messages[1]?.uid ?? 0;
      pushing.intents.pushes = [
        {
          kind: 'label',
          intentIds: [1],
          folderPath: all.path,
          uidValidity: all.uidValidity,
          uids: [uid],
          add: ['Work'],
          remove: ['\\Inbox'],
        },
      ];
      const fault = pushing.world.faults.cutAfterBytes(0, { during: command });
      await pushing
        .push()
        .catch((error: unknown) => expect(error).toMatchObject({ kind: 'connection-lost' }));
      fault.lift();
      await pushing.push();
      expect(shown(pushing, 'Work')).toEqual(['Number 2']);
      expect(shown(pushing, 'INBOX')).toEqual(['Number 1', 'Number 3', 'Number 4', 'Number 5']);
      expect(all.messages).toHaveLength(5);
      expect(pushing.intents.endings.get(1)).toEqual({ as: 'done' });
    }
  });

  it('that Gmail refuses are given up in its words', async () => {
    const pushing = await startPushing('gmail');
    const { path, uidValidity, messages } = pushing.world.mailbox.folder('[Gmail]/All Mail');
    const uids = messages.slice(0, 1).map(({ uid }) => uid);
    pushing.intents.pushes = [
      { kind: 'label', intentIds: [1], folderPath: path, uidValidity, uids, add: ['Work'], remove: [] },
    ];
    pushing.world.faults.refuse('STORE', 'NO [NOPERM] Not this label');
    await pushing.push();
    expect(pushing.intents.endings.get(1)).toMatchObject({
      failure: { kind: 'move-refused', code: 'NOPERM' },
    });
  });
});
