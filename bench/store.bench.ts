/**
 * What the store costs, stage by stage, in CPU time of this process: arrivals in the batches that synchronising uses, the sums that a
 * folder is compared by, and a day's changes; beside that the pages that a person reads. `npm run bench -- store [--messages N] --json`.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Arrival, StoredPlace } from '@mailroom/engine/ports/index';
import type { ConversationQuery, Store } from '@mailroom/store';
import { addAccount, openBenchStore, withMessages } from './bench-store.ts';
import { median } from './median.ts';
import { round } from './peers/mailbox.ts';
import { residentMiB } from './process-figures.ts';

const perBatch = 500;
const perWindow = 1000;

export function bench(args: readonly string[]): Promise<object> {
  return withMessages(args, async (messages, directory) => {
    const file = join(directory, 'mailroom.db');
    const store = await openBenchStore(file, directory);
    try {
      const folderId = await openInbox(store);
      const arrivals = await takeIn(store, folderId, messages);
      return {
        messages,
        arrivals,
        databaseMiB: round((await stat(file)).size / 2 ** 20),
        compare: await compare(store, folderId, messages),
        changes: await change(store, folderId, messages),
        pagesMedianMs: await pages(store),
      };
    } finally {
      await store.close();
    }
  });
}

async function openInbox(store: Store): Promise<number> {
  const accountId = await addAccount(store);
  const [inbox] = await store.ports.mail.saveFolderList(accountId, [
    { path: 'INBOX', name: 'INBOX', delimiter: '/', role: 'inbox', selectable: true },
  ]);
  if (!inbox) throw new Error('The store answered no folder');
  return inbox.id;
}

/** CPU milliseconds of this process. */
async function cost(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Newest first, as a first listing comes. Arrivals are made between the batches and outside the measurement. */
async function takeIn(store: Store, folderId: number, messages: number): Promise<object> {
  let spent = 0;
  let longest = 0;
  const resident = new Map<number, number>();
  for (let last = messages; last > 0; last -= perBatch) {
    const first = Math.max(1, last - perBatch + 1);
    const batch = Array.from({ length: last - first + 1 }, (_, at) => arrival(first + at));
    const began = performance.now();
    spent += await cost(() => store.ports.mail.addArrivals(folderId, batch));
    longest = Math.max(longest, performance.now() - began);
    const stored = messages - first + 1;
    if (stored === 10_000 || stored === messages) resident.set(stored, await residentMiB(process.pid));
  }
  return {
    cpuMicrosecondsPerMessage: round((spent * 1000) / messages),
    longestBatchMs: Math.round(longest),
    residentMiB: Object.fromEntries([...resident].map(([stored, mib]) => [stored, Math.round(mib)])),
  };
}

/** Nothing new: all windows of the folder added up; and one window read row by row, as one that differs is. */
async function compare(store: Store, folderId: number, messages: number): Promise<object> {
  const windows = Array.from({ length: Math.ceil(messages / perWindow) }, (_, at) => ({
    from: at * perWindow + 1,
    to: (at + 1) * perWindow,
  }));
  const sums = await cost(() => store.ports.mail.placeSums(folderId, windows));
  const rows = await cost(() => store.ports.mail.places(folderId, windows[0]));
  return { sumsCpuMs: round(sums), oneWindowReadCpuMs: round(rows) };
}

/** 1,000 messages read or flagged, 100 removed and 100 new, spread over the folder. */
async function change(store: Store, folderId: number, messages: number): Promise<object> {
  const { mail } = store.ports;
  const flagged = Array.from({ length: 1000 }, (_, at): StoredPlace => {
    const flags = at % 2 === 0 ? ['\\Flagged'] : ['\\Flagged', '\\Seen'];
    return { uid: Math.floor(((at + 0.5) * messages) / 1000) + 1, flags };
  });
  const removed = flagged.filter((_, at) => at % 10 === 0).map(({ uid }) => uid);
  const added = Array.from({ length: 100 }, (_, at) => arrival(messages + 1 + at));
  const figures = {
    flagsCpuMs: await cost(() => mail.saveFlags(folderId, flagged)),
    removedCpuMs: await cost(() => mail.removePlaces(folderId, removed)),
    addedCpuMs: await cost(() => mail.addArrivals(folderId, added)),
  };
  return Object.fromEntries(Object.entries(figures).map(([name, spent]) => [name, round(spent)]));
}

async function pages(store: Store): Promise<object> {
  const scope = await store.scopeOf({ id: 'ada', role: 'member' });
  const timed = async (query: Partial<ConversationQuery>) => {
    const milliseconds: number[] = [];
    for (let turn = 0; turn < 15; turn += 1) {
      const began = performance.now();
      await store.conversations.list(scope, { limit: 50, ...query });
      milliseconds.push(performance.now() - began);
    }
    return round(median(milliseconds));
  };
  return {
    first: await timed({}),
    inbox: await timed({ role: 'inbox' }),
    unread: await timed({ role: 'inbox', unread: true }),
  };
}

/** A number below `below` that the message's own number and a name tell: the same mail at every run, made in any order. */
function told(uid: number, name: number, below: number): number {
  const mixed = Math.imul(Math.imul(uid, 0x9e3779b1) ^ name, 0x85ebca6b);
  return ((mixed ^ (mixed >>> 15)) >>> 0) % below;
}

function words(uid: number, count: number): string {
  return Array.from({ length: count }, (_, at) => `word${told(uid, at + 100, 20_000).toString(36)}`).join(
    ' ',
  );
}

/** A message a quarter of an hour after the one before; two of three answer one of the forty before them. */
function arrival(uid: number): Arrival {
  const answers = uid > 40 && told(uid, 1, 3) > 0;
  const person = told(uid, 2, 500);
  return {
    uid,
    flags: told(uid, 3, 10) > 0 ? ['\\Seen'] : [],
    receivedAt: new Date(Date.UTC(2020, 0, 1) + uid * 15 * 60_000),
    size: 4000 + told(uid, 4, 4000),
    emailId: null,
    threadId: null,
    messageId: `<${uid}.${told(uid, 5, 2 ** 30)}@example.com>`,
    inReplyTo: [],
    references: answers ? [`<${parent(uid)}.${told(parent(uid), 5, 2 ** 30)}@example.com>`] : [],
    subject: `${answers ? 'Re: ' : ''}${words(uid, 6)}`,
    from: [{ name: `Person ${person}`, address: `person${person}@example.org` }],
    to: [{ name: 'Ada', address: 'ada@example.com' }],
    cc: [],
    bcc: [],
    replyTo: [],
    sentAt: new Date(Date.UTC(2020, 0, 1) + uid * 15 * 60_000 - 5000),
    textParts: [{ part: '1', mediaType: 'text/plain', charset: 'utf-8', encoding: '7bit', size: 2000 }],
    attachments: [],
    structureKnown: true,
  };
}

function parent(uid: number): number {
  return uid - 1 - told(uid, 6, 39);
}
