/**
 * Conversations of the 6,046 real messages beside Dovecot's `THREAD=REFS`, pair by pair, and what the subject rule joins beyond them.
 * docs/threads.md explains the differences.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Arrival } from '@mailroom/engine/ports/index';
import { openImap, standardImap } from '@mailroom/engine/provider/imap/index';
import { importRealMail, realFolders, startDebianProvider } from '@mailroom/rig/debian/index';
import { ensureDebianPackages } from '../scripts/debian-packages.ts';
import { addAccount, openBenchStore, silent } from './bench-store.ts';
import { dovecotThreads } from './peers/dovecot-threads.ts';
import type { BenchMailbox } from './peers/mailbox.ts';

const ada = { name: 'Ada', userName: 'ada@practice.test', password: 'bench-secret' } as const;
const folder = 'All';
const samples = 20;

const systemClock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: () => Promise.reject(new Error('nothing is waited for here')),
};

/** A message's UID and the conversation it stands in. */
type Partition = ReadonlyMap<number, number>;

export interface ThreadFigures {
  messages: number;
  /** Pairs of messages that stand in one conversation. */
  pairs: { mailroom: number; dovecot: number; both: number };
  precision: number;
  recall: number;
  subject: {
    /** Messages that their subject alone holds in their conversation. */
    joined: number;
    /** Pairs that the rule adds. */
    pairs: number;
    /** `answer ← first message of its conversation`, evenly taken from all. */
    sample: string[];
  };
}

export async function bench(): Promise<ThreadFigures> {
  const problem = ensureDebianPackages();
  if (problem) throw new Error(problem);
  const provider = await startDebianProvider({ people: [ada], sending: false });
  try {
    const { dovecot } = provider.servers;
    await importRealMail(dovecot, ada.userName);
    await dovecot.doveadm(['mailbox', 'create', '-u', ada.userName, folder]);
    for (const from of Object.keys(realFolders)) {
      await dovecot.doveadm(['copy', '-u', ada.userName, folder, 'mailbox', from, 'all']);
    }
    const mailbox = {
      port: provider.imap.port,
      user: ada.userName,
      password: ada.password,
      caPem: provider.caPem,
    };
    const arrivals = await readArrivals(mailbox);
    return await compare(arrivals, await dovecotThreads(mailbox, folder));
  } finally {
    await provider.close();
  }
}

async function readArrivals({ port, user, password, caPem }: BenchMailbox): Promise<Arrival[]> {
  const session = await openImap({
    server: { host: 'localhost', port, security: 'tls' },
    user,
    secret: { password },
    tls: { ca: [caPem] },
    egress: { allowPrivate: true },
    quirks: standardImap,
    clock: systemClock,
    log: silent,
  });
  try {
    await session.select(folder);
    const arrivals = await session.fetchStructures(await session.searchUids());
    // The import gave them all one week; their own dates are what the subject rule is for.
    return arrivals.map((arrival) => ({ ...arrival, receivedAt: arrival.sentAt ?? arrival.receivedAt }));
  } finally {
    await session.close();
  }
}

async function compare(arrivals: readonly Arrival[], threads: number[][]): Promise<ThreadFigures> {
  const theirs: Partition = new Map(threads.flatMap((uids, at) => uids.map((uid) => [uid, at] as const)));
  const plain = await grouped(arrivals.map((arrival) => ({ ...arrival, subject: '' })));
  const full = await grouped(arrivals);
  const uids = arrivals.map(({ uid }) => uid);
  const pairs = {
    mailroom: pairsOf(uids, (uid) => plain.partition.get(uid)),
    dovecot: pairsOf(uids, (uid) => theirs.get(uid)),
    both: pairsOf(uids, (uid) => `${plain.partition.get(uid)} ${theirs.get(uid)}`),
  };
  const bySubject = arrivals.filter(({ uid }) => full.bySubject.has(uid));
  const every = Math.max(1, Math.floor(bySubject.length / samples));
  return {
    messages: arrivals.length,
    pairs,
    precision: ratio(pairs.both, pairs.mailroom),
    recall: ratio(pairs.both, pairs.dovecot),
    subject: {
      joined: bySubject.length,
      pairs: pairsOf(uids, (uid) => full.partition.get(uid)) - pairs.mailroom,
      sample: bySubject
        .filter((_, at) => at % every === 0)
        .map((answer) => `${line(answer)} ← ${firstBeside(answer, arrivals, full.partition)}`),
    },
  };
}

/** What a store makes of them; no message is left out. */
async function grouped(
  arrivals: readonly Arrival[],
): Promise<{ partition: Partition; bySubject: ReadonlySet<number> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mailroom-threads-'));
  const file = join(dataDir, 'mailroom.sqlite');
  try {
    const store = await openBenchStore(file, dataDir);
    const [all] = await store.ports.mail.saveFolderList(await addAccount(store), [
      { path: folder, name: folder, delimiter: '/', role: 'inbox', selectable: true },
    ]);
    if (!all) throw new Error('the folder was not stored');
    for (let at = 0; at < arrivals.length; at += 500) {
      await store.ports.mail.addArrivals(all.id, arrivals.slice(at, at + 500));
    }
    await store.close();
    const db = new DatabaseSync(file, { readOnly: true });
    const rows = db
      .prepare(
        'select uid, conversation_id, joined from places join messages on messages.id = places.message_id',
      )
      .all();
    db.close();
    if (rows.length !== arrivals.length) throw new Error(`${rows.length} of ${arrivals.length} were stored`);
    return {
      partition: new Map(rows.map((row) => [Number(row.uid), Number(row.conversation_id)])),
      bySubject: new Set(rows.flatMap((row) => (row.joined === 'subject' ? [Number(row.uid)] : []))),
    };
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

function pairsOf(uids: readonly number[], groupOf: (uid: number) => unknown): number {
  const sizes = [...Map.groupBy(uids, groupOf).values()].map(({ length }) => length);
  return sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}

function ratio(part: number, whole: number): number {
  return Math.round((part / whole) * 10_000) / 10_000;
}

const line = ({ subject, from }: Arrival) => `"${subject}" of ${from[0]?.address ?? 'nobody'}`;

function firstBeside(answer: Arrival, arrivals: readonly Arrival[], partition: Partition): string {
  const beside = arrivals.filter(
    ({ uid }) => uid !== answer.uid && partition.get(uid) === partition.get(answer.uid),
  );
  const [first] = beside.sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
  return first ? line(first) : 'nothing';
}
