/**
 * How fast the store takes mail in and answers: arrivals and bodies in the batches that synchronising uses, then lists and searches.
 * Prints one line of JSON. `node bench/store.ts [messages]`, 50,000 by default.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Arrival, Log } from '@mailroom/engine/ports/index';
import { type ConversationQuery, openStore } from '@mailroom/store';

const messages = Number(process.argv[2] ?? 50_000);
const perBatch = 500;
const vocabulary = Array.from({ length: 20_000 }, (_, at) => `word${at.toString(36)}`);

const silent: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silent };

/** The same mail at every run. */
let seed = 1;
function random(below: number): number {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % below;
}

/** Few words are frequent and most are rare, as in language. */
function words(count: number): string {
  return Array.from({ length: count }, () => vocabulary[random(random(vocabulary.length) + 1)]).join(' ');
}

function arrival(uid: number): Arrival {
  const answers = uid > 10 && random(3) > 0;
  return {
    uid,
    flags: random(10) > 0 ? ['\\Seen'] : [],
    receivedAt: new Date(Date.UTC(2020, 0, 1) + uid * 60_000),
    size: 4000 + random(4000),
    emailId: null,
    threadId: null,
    messageId: `<${uid}@example.com>`,
    inReplyTo: [],
    references: answers ? [`<${uid - 1 - random(9)}@example.com>`] : [],
    subject: words(6),
    from: [{ name: words(2), address: `person${random(500)}@example.org` }],
    to: [{ name: 'Ada', address: 'ada@example.com' }],
    cc: [],
    bcc: [],
    replyTo: [],
    sentAt: null,
    textParts: [],
    attachments: [],
    structureKnown: true,
  };
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

const directory = await mkdtemp(join(tmpdir(), 'mailroom-bench-'));
const file = join(directory, 'mailroom.db');
const clock = { now: () => new Date() };
const store = await openStore({ file, dataDir: directory, secretKey: '00'.repeat(32), clock, log: silent });
try {
  const server = { host: 'example.com', port: 993, security: 'tls', user: 'ada', password: 'x' } as const;
  const linked = await store.accounts.createImap('ada', {
    address: 'ada@example.com',
    name: 'Ada',
    imap: server,
    smtp: server,
  });
  await store.accounts.start('ada', linked.id, { kind: 'everything' });
  const { mail } = store.ports;
  const [inbox] = await mail.saveFolderList(linked.id, [
    { path: 'INBOX', name: 'INBOX', delimiter: '/', role: 'inbox', selectable: true },
  ]);
  const folderId = inbox?.id ?? 0;
  const all = Array.from({ length: messages }, (_, at) => arrival(messages - at));

  let longest = 0;
  const timed = async (work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    longest = Math.max(longest, performance.now() - start);
  };
  const arrivals = await seconds(async () => {
    for (let at = 0; at < all.length; at += perBatch) {
      await timed(() => mail.addArrivals(folderId, all.slice(at, at + perBatch)));
    }
  });
  const longestArrivals = longest;
  longest = 0;
  const bodies = await seconds(async () => {
    for (;;) {
      const pending = await mail.pendingBodies(linked.id, 100);
      if (pending.length === 0) break;
      const read = pending.map(({ messageId }) => {
        const text = words(150);
        return {
          messageId,
          state: 'stored',
          text,
          html: null,
          snippet: text.slice(0, 200),
          words: text,
        } as const;
      });
      await timed(() => mail.saveBodies(read));
    }
  });

  const scope = await store.scopeOf({ id: 'ada', role: 'member' });
  const milliseconds = async (query: Partial<ConversationQuery>) => {
    const times: number[] = [];
    for (let turn = 0; turn < 15; turn += 1) {
      times.push(
        1000 *
          (await seconds(async () => void (await store.conversations.list(scope, { limit: 50, ...query })))),
      );
    }
    return Number((times.sort((a, b) => a - b)[7] ?? 0).toFixed(2));
  };
  const { size } = await stat(file);
  const report = {
    messages,
    arrivalsPerSecond: Math.round(messages / arrivals),
    longestArrivalsBatchMs: Math.round(longestArrivals),
    bodiesPerSecond: Math.round(messages / bodies),
    longestBodiesBatchMs: Math.round(longest),
    databaseMiB: Math.round(size / 2 ** 20),
    changes: await store.changes.latest(),
    peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    medianMs: {
      firstPage: await milliseconds({}),
      inboxPage: await milliseconds({ role: 'inbox' }),
      unreadPage: await milliseconds({ role: 'inbox', unread: true }),
      frequentWord: await milliseconds({ words: 'word0 ' }),
      rareWord: await milliseconds({ words: `${vocabulary[19_000]}` }),
      twoWords: await milliseconds({ words: 'word1 word2' }),
      shortPrefix: await milliseconds({ words: 'w' }),
      noHit: await milliseconds({ words: 'nothing' }),
    },
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  await store.close();
  await rm(directory, { recursive: true, force: true });
}
