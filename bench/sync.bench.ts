/**
 * Synchronisation beside its peers, in one run: `npm run bench -- sync --json`. A mailbox of 100,000 generated messages in Debian's
 * Dovecot (`--messages`), medians of three first synchronisations (`--runs`), mbsync with notmuch once (`--no-peers` leaves them
 * out), 500 idle accounts (`--accounts`). `--only firstSync,idle` measures some parts. What was not measured is null.
 */
import { type DebianProvider, importArchive, startDebianProvider } from '@mailroom/rig/debian/index';
import { benchPackages, ensureDebianPackages } from '../scripts/debian-packages.ts';
import { median } from './median.ts';
import { round } from './peers/mailbox.ts';
import { mbsync } from './peers/mbsync.ts';
import { notmuchNew } from './peers/notmuch.ts';
import { type FirstSync, firstSync } from './sync/first-sync.ts';
import { startMailroom } from './sync/mailroom.ts';
import { readSyncOptions, type SyncOptions } from './sync/options.ts';

const large = { name: 'Ada', userName: 'ada@practice.test', password: 'bench-secret' } as const;

export async function bench(args: readonly string[]): Promise<object> {
  const options = readSyncOptions(args);
  const problem = ensureDebianPackages();
  if (problem) throw new Error(problem);
  const provider = await startDebianProvider({ people: [large], sending: false });
  try {
    console.error(`importing ${options.messages} messages`);
    const octets = await importArchive(provider.servers.dovecot, large.userName, options.messages);
    const measured = options.parts.has('firstSync') ? await firstSyncs(provider, options, octets) : null;
    return { ...measured };
  } finally {
    await provider.close();
  }
}

async function firstSyncs(provider: DebianProvider, { messages, runs, peers }: SyncOptions, octets: number) {
  const peer = peers ? await mbsyncAndNotmuch(provider, messages) : null;
  const measured: FirstSync[] = [];
  let basePeakMiB = 0;
  for (let run = 1; run <= runs; run += 1) {
    const mailroom = await startMailroom(provider);
    try {
      basePeakMiB = Math.max(basePeakMiB, mailroom.basePeakMiB);
      const figures = await firstSync(mailroom, messages);
      console.error(`first synchronisation ${run}`, figures);
      measured.push(figures);
    } finally {
      await mailroom.close();
    }
  }
  const of = (figure: (one: FirstSync) => number) => median(measured.map(figure));
  const searchable = of((one) => one.searchable);
  return {
    firstSync: {
      messages,
      messagesPerSecond: Math.round(messages / searchable),
      firstScreenSeconds: round(of((one) => one.firstScreen)),
      listedSeconds: round(of((one) => one.listed)),
      timesFasterThanMbsyncNotmuch: peer === null ? null : round(peer.seconds / searchable),
      indexToMailRatio: round(of((one) => one.octetsKept) / octets),
      peakRssMiB: Math.round(of((one) => one.peakRssMiB)),
      basePeakRssMiB: Math.round(basePeakMiB),
      mbsyncNotmuch: peer,
    },
    web: {
      p95Ms: round(of((one) => one.web.p95)),
      longestBlockMs: round(of((one) => one.longestBlock)),
    },
  };
}

/** Null where the peers are not installed and cannot be. */
async function mbsyncAndNotmuch(provider: DebianProvider, messages: number) {
  const problem = ensureDebianPackages(benchPackages);
  if (problem) {
    console.error(problem);
    return null;
  }
  const mailbox = {
    port: provider.imap.port,
    user: large.userName,
    password: large.password,
    caPem: provider.caPem,
  };
  let indexing = 0;
  console.error('mbsync');
  const pulled = await mbsync(mailbox, async (maildir) => {
    console.error('notmuch new');
    indexing = (await notmuchNew(maildir, messages)).seconds;
  });
  console.error(`mbsync ${pulled.seconds} s, notmuch ${indexing} s`);
  return { mbsyncSeconds: pulled.seconds, notmuchSeconds: indexing, seconds: pulled.seconds + indexing };
}
