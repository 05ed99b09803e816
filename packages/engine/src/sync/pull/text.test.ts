import { describe, expect, it } from 'vitest';
import { Room } from '../../mime/room.ts';
import type { Arrival } from '../../ports/mail.ts';
import type { ImapSession } from '../../provider/imap/index.ts';
import { inlineReader } from '../../testing/inline-reader.ts';
import { ManualClock } from '../../testing/manual-clock.ts';
import { MemoryMail } from '../../testing/memory-mail.ts';
import { silentLog } from '../../testing/silent-log.ts';
import type { PullContext } from './context.ts';
import { type BodyReader, TextPull } from './text.ts';

function arrival(uid: number, size: number): Arrival {
  return {
    uid,
    flags: [],
    receivedAt: new Date(uid * 1000),
    size,
    emailId: null,
    threadId: null,
    messageId: `<${uid}@example.com>`,
    inReplyTo: [],
    references: [],
    subject: `Subject ${uid}`,
    from: [],
    to: [],
    cc: [],
    bcc: [],
    replyTo: [],
    sentAt: null,
    textParts: [{ part: '1', mediaType: 'text/plain', charset: null, encoding: null, size }],
    attachments: [],
    structureKnown: true,
  };
}

/** A mailbox whose texts a server that keeps nobody waiting gives. */
async function mailbox(messages: number, size = 1000) {
  const mail = new MemoryMail();
  const listed = { path: 'INBOX', name: 'INBOX', delimiter: '/', role: 'inbox', selectable: true } as const;
  const [inbox] = await mail.saveFolderList(mail.accountId, [listed]);
  const folderId = inbox?.id ?? 0;
  await mail.resetFolder(folderId, 1);
  await mail.addArrivals(
    folderId,
    Array.from({ length: messages }, (_, at) => arrival(at + 1, size)),
  );
  let fetched = 0;
  const session: Pick<ImapSession, 'enter' | 'fetchTextParts'> = {
    enter: async () => 1,
    fetchTextParts: async (requests) => {
      fetched += requests.length;
      return new Map(requests.map(({ uid }) => [uid, new Map([['1', Buffer.from(`text ${uid}`)]])]));
    },
  };
  let done = 0;
  const context: PullContext = {
    accountId: mail.accountId,
    syncSince: null,
    session: session as ImapSession,
    mail,
    progress: {
      begin: () => undefined,
      advance: (count) => {
        done += count;
      },
    },
    clock: new ManualClock(),
    log: silentLog,
  };
  return { mail, context, fetched: () => fetched, done: () => done };
}

describe('reading texts', () => {
  it('fetches on while batches before are read, though only a few of them', async () => {
    const { mail, context, fetched, done } = await mailbox(3000);
    const gate = Promise.withResolvers<void>();
    let reading = 0;
    const reader: BodyReader = {
      ...inlineReader,
      readBodies: async (jobs) => {
        reading += 1;
        await gate.promise;
        return inlineReader.readBodies(jobs);
      },
    };
    const pull = new TextPull(context, reader);
    for (let batch = 0; batch < 3; batch += 1) await pull.next();
    const fourth = pull.next();
    await new Promise(setImmediate);
    expect([reading, fetched(), done()]).toEqual([3, 1600, 0]);
    gate.resolve();
    await fourth;
    while (await pull.next());
    expect(done()).toBe(3000);
    expect(await mail.countPendingBodies()).toBe(0);
  });

  it('asks for room before it fetches, and gives it back once the bodies are stored', async () => {
    const { context, fetched, done } = await mailbox(8, 1024 * 1024);
    const room = new Room(4 * 1024 * 1024);
    const reader = { ...inlineReader, reserve: (octets: number) => room.take(octets) };
    const elsewhere = await room.take(1);
    const pull = new TextPull(context, reader);
    const first = pull.next();
    await new Promise(setImmediate);
    expect(fetched()).toBe(0);
    elsewhere();
    await first;
    while (await pull.next());
    expect(done()).toBe(8);
    (await room.take(4 * 1024 * 1024))();
  });

  it('tells what storing failed with, keeps nobody out of memory for it, and reads again what was not stored', async () => {
    const { mail, context } = await mailbox(500);
    const room = new Room(1_000_000);
    const reader = { ...inlineReader, reserve: (octets: number) => room.take(octets) };
    mail.beforeChange = (call) => {
      if (call.startsWith('saveBodies')) throw new Error('disk full');
    };
    const pull = new TextPull(context, reader);
    const all = async (texts: TextPull) => {
      while (await texts.next());
    };
    await expect(all(pull)).rejects.toThrow('disk full');
    await pull.settled();
    (await room.take(1_000_000))();
    mail.beforeChange = () => undefined;
    await all(new TextPull(context, reader));
    expect(await mail.countPendingBodies()).toBe(0);
  });
});
