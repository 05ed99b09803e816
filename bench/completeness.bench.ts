/**
 * A completeness check of 100,000 stored messages (`--messages`) in Debian's Dovecot: `npm run bench -- completeness --json`. This process
 * holds the check and the store and nothing else, so that its CPU time is theirs. Medians of three checks that find nothing, and one that
 * heals a hundredth of the messages.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type ImapSession, openImap, standardImap } from '@mailroom/engine/provider/imap/index';
import { CompletenessCheck } from '@mailroom/engine/sync/completeness/index';
import { type PullContext, pullFolderList, pullFolders } from '@mailroom/engine/sync/pull/index';
import { indexedWords } from '@mailroom/engine/words/index';
import type { DebianProvider } from '@mailroom/rig/debian/index';
import type { Store } from '@mailroom/store';
import { addAccount, openBenchStore, silent } from './bench-store.ts';
import { median } from './median.ts';
import { round } from './peers/mailbox.ts';
import { ada, withSmallMail } from './sync/with-small-mail.ts';

const rounds = 3;
/** Texts that are stored at a time. */
const batch = 2_000;

export function bench(args: readonly string[]): Promise<object> {
  return withSmallMail(args, async (provider, messages) => ({
    messages,
    ...(await measure(provider, messages)),
  }));
}

async function measure(provider: DebianProvider, messages: number): Promise<object> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mailroom-completeness-'));
  const file = join(dataDir, 'mailroom.db');
  const store = await openBenchStore(file, dataDir);
  const session = await open(provider);
  try {
    const context = await contextOf(store, session);
    console.error('first pull');
    await pullFolders(context, await pullFolderList(context));
    await readTexts(store, context.accountId);
    const nothing: Cost[] = [];
    for (let at = 0; at < rounds; at += 1) nothing.push(await costOf(() => check(store, context)));
    const steps = await stepCosts(store, context);
    removeSome(file, messages / 100);
    const healing = await costOf(() => check(store, context));
    return {
      /** Nothing is wrong: processor time of this process, elapsed time, and the longest time that its event loop was held. */
      cpuMs: round(median(nothing.map(({ cpu }) => cpu))),
      wallMs: round(median(nothing.map(({ wall }) => wall))),
      longestHoldMs: round(Math.max(...nothing.map(({ hold }) => hold))),
      cpuMicrosecondsPerMessage: round((median(nothing.map(({ cpu }) => cpu)) * 1000) / messages),
      /** Processor time of its parts. */
      ...steps,
      /** A hundredth of the messages is missing. */
      healingCpuMs: round(healing.cpu),
      healingWallMs: round(healing.wall),
    };
  } finally {
    await session.close();
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function check(store: Store, context: PullContext): Promise<void> {
  const { completeness } = store.ports;
  const made = new CompletenessCheck(context, completeness);
  while (await made.next());
  console.error('mended', made.outcome.mended);
}

async function stepCosts(store: Store, { accountId }: PullContext): Promise<object> {
  const { completeness } = store.ports;
  const places = await costOf(() => completeness.mendPlaces(accountId));
  const own = await costOf(() => completeness.mendStore(accountId));
  return { entriesCpuMs: round(places.cpu), messagesCpuMs: round(own.cpu) };
}

/** Places of messages that are spread over the mailbox. */
function removeSome(file: string, count: number): void {
  const raw = new DatabaseSync(file);
  raw.exec(`delete from places where uid % 100 = 1 and uid <= ${count * 100}`);
  raw.close();
}

async function contextOf(store: Store, session: ImapSession): Promise<PullContext> {
  return {
    accountId: await addAccount(store),
    syncSince: null,
    session,
    mail: store.ports.mail,
    progress: { begin: () => undefined, advance: () => undefined },
    clock,
    log: silent,
  };
}

async function readTexts(store: Store, accountId: string): Promise<void> {
  const { mail } = store.ports;
  for (;;) {
    const pending = await mail.pendingBodies(accountId, batch);
    if (pending.length === 0) return;
    await mail.saveBodies(
      pending.map(({ messageId, header }) => ({
        messageId,
        state: 'stored',
        text: `Text of ${messageId}`,
        html: null,
        snippet: `Text of ${messageId}`,
        words: indexedWords(header, `Text of ${messageId}`),
      })),
    );
  }
}

function open(provider: DebianProvider): Promise<ImapSession> {
  return openImap({
    server: { host: 'localhost', port: provider.servers.dovecot.imapsPort, security: 'tls' },
    user: ada.userName,
    secret: { password: ada.password },
    tls: { ca: [provider.caPem] },
    egress: { allowPrivate: true },
    quirks: standardImap,
    clock,
    log: silent,
  });
}

const clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: () => Promise.reject(new Error('nothing here waits')),
};

/** Milliseconds. */
interface Cost {
  wall: number;
  cpu: number;
  /** The longest time between two turns of the event loop. */
  hold: number;
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  let [hold, turn] = [0, performance.now()];
  const watch = setInterval(() => {
    const now = performance.now();
    hold = Math.max(hold, now - turn);
    turn = now;
  }, 1);
  const cpu = process.cpuUsage();
  const began = performance.now();
  await work();
  const wall = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  clearInterval(watch);
  return { wall, cpu: (user + system) / 1000, hold };
}
