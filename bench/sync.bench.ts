/**
 * Synchronisation beside its peers, in one run: `npm run bench -- sync --json`. A mailbox of 100,000 generated messages in Debian's
 * Dovecot (`--messages`), medians of three first synchronisations (`--runs`), mbsync with notmuch once (`--no-peers` leaves them
 * out), 500 idle accounts (`--accounts`). `--only firstSync,idle` measures some parts. What was not measured is null.
 */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DebianProvider,
  importArchive,
  importRealMail,
  must,
  startDebianProvider,
} from '@mailroom/rig/debian/index';
import { benchPackages, ensureDebianPackages } from '../scripts/debian-packages.ts';
import { idleAccounts } from './idle/idle-accounts.ts';
import { median } from './median.ts';
import { type BenchMailbox, round } from './peers/mailbox.ts';
import { mbsync } from './peers/mbsync.ts';
import { notmuchNew } from './peers/notmuch.ts';
import { untilAtRest } from './process-figures.ts';
import { timeDeliveries } from './sync/delivery.ts';
import { type FirstSync, firstSync } from './sync/first-sync.ts';
import { startMailroom } from './sync/mailroom.ts';
import { readSyncOptions, type SyncOptions } from './sync/options.ts';
import { resync } from './sync/resync.ts';
import { type SearchFigures, timeSearches } from './sync/search.ts';
import { tapWire } from './sync/wire-tap.ts';

const large = { name: 'Ada', userName: 'ada@practice.test', password: 'bench-secret' } as const;
/** A tenth of the large mailbox, which must need as much memory. */
const small = { name: 'Bo', userName: 'bo@practice.test', password: 'bench-secret' } as const;
const watched = { name: 'Dan', userName: 'dan@practice.test', password: 'bench-secret' } as const;
const real = { name: 'Cleo', userName: 'cleo@practice.test', password: 'bench-secret' } as const;

export async function bench(args: readonly string[]): Promise<object> {
  const options = readSyncOptions(args);
  const problem = ensureDebianPackages();
  if (problem) throw new Error(problem);
  const idle = options.parts.has('idle') ? await idleAccounts(options.accounts) : null;
  if (idle) console.error('idle accounts', idle);
  const dovecot = options.parts.has('idle') && options.parts.size === 1 ? null : await onDovecot(options);
  return { ...unmeasured, ...dovecot, idle: idle && rounded(idle) };
}

/** What every answer names, whatever was left out. */
const unmeasured = { firstSync: null, resync: null, delivery: null, idle: null, search: null, web: null };

async function onDovecot(options: SyncOptions) {
  const { messages, parts } = options;
  const provider = await startDebianProvider({ people: [large, small, real, watched], sending: false });
  try {
    const { dovecot } = provider.servers;
    console.error(`importing ${messages} messages`);
    const octets = await importArchive(dovecot, large.userName, messages);
    const measured =
      parts.has('firstSync') || parts.has('search') ? await synchronised(provider, options, octets) : null;
    const delivery = parts.has('delivery') ? await deliveries(provider) : null;
    const looking = parts.has('resync') ? await resync(provider, large, messages) : null;
    return { ...measured, delivery: delivery && rounded(delivery), resync: looking };
  } finally {
    await provider.close();
  }
}

/** The first synchronisations; then searches on the last one's server. */
async function synchronised(provider: DebianProvider, options: SyncOptions, octets: number) {
  const { messages, runs, peers, parts } = options;
  const whole = parts.has('firstSync');
  const peer = whole && peers ? await mbsyncAndNotmuch(provider, messages) : null;
  const others = whole ? await otherMailboxes(provider, Math.ceil(messages / 10)) : null;
  const measured: FirstSync[] = [];
  let search: SearchFigures | null = null;
  for (let run = 1; run <= (whole ? runs : 1); run += 1) {
    const mailroom = await startMailroom(provider);
    try {
      const figures = await firstSync(mailroom, messages);
      console.error(`first synchronisation ${run}`, figures);
      measured.push(figures);
      if (parts.has('search') && (run === runs || !whole)) {
        // Seconds after the last message the index is put in order; who searches before that waits up to twice as long.
        await untilAtRest(mailroom.pid);
        search = await timeSearches(mailroom.browser);
      }
    } finally {
      await mailroom.close();
    }
  }
  const of = (figure: (one: FirstSync) => number) => median(measured.map(figure));
  const searchable = of((one) => one.searchable);
  return {
    ...(whole && {
      firstSync: {
        messages,
        messagesPerSecond: Math.round(messages / searchable),
        firstScreenSeconds: round(of((one) => one.firstScreen)),
        listedSeconds: round(of((one) => one.listed)),
        timesFasterThanMbsyncNotmuch: peer === null ? null : round(peer.seconds / searchable),
        indexToMailRatio: round(of((one) => one.indexOctets) / octets),
        peakRssMiB: Math.round(of((one) => one.peakRssMiB)),
        searchableSeconds: round(searchable),
        cpuMicrosecondsPerMessage: Math.round((of((one) => one.cpuSeconds) * 1e6) / messages),
        keptToMailRatio: round(of((one) => one.keptOctets) / octets),
        basePeakRssMiB: Math.round(of((one) => one.basePeakMiB)),
        ...others,
        mbsyncNotmuch: peer,
      },
      web: {
        p95Ms: round(of((one) => one.web.p95)),
        longestBlockMs: round(of((one) => one.longestBlock)),
      },
    }),
    search: search && rounded(search),
  };
}

/** A tenth of the messages, and the real ones. */
async function otherMailboxes(provider: DebianProvider, tenth: number) {
  const { dovecot } = provider.servers;
  await importArchive(dovecot, small.userName, tenth);
  const corpus = await importRealMail(dovecot, real.userName);
  const of = async (person: typeof small | typeof real, messages: number) => {
    const mailroom = await startMailroom(provider);
    try {
      return await firstSync(mailroom, messages, person);
    } finally {
      await mailroom.close();
    }
  };
  const tenthOf = await of(small, tenth);
  const realOf = await of(real, corpus);
  console.error({ tenthOf, realOf });
  return {
    tenthPeakRssMiB: Math.round(tenthOf.peakRssMiB),
    real: {
      messages: corpus,
      searchableSeconds: round(realOf.searchable),
      listedSeconds: round(realOf.listed),
      firstScreenSeconds: round(realOf.firstScreen),
      cpuMicrosecondsPerMessage: Math.round((realOf.cpuSeconds * 1e6) / corpus),
      peakRssMiB: Math.round(realOf.peakRssMiB),
    },
  };
}

/** Of a mailbox of its own, behind a tap on the wire that the large one's synchronisation goes without. */
async function deliveries(provider: DebianProvider) {
  const { dovecot } = provider.servers;
  await importArchive(dovecot, watched.userName, 1000);
  const wire = await tapWire(provider.imap.port);
  const directory = await mkdtemp(join(tmpdir(), 'mailroom-delivery-'));
  const mailroom = await startMailroom({ ...provider, imap: { ...provider.imap, port: wire.port } });
  try {
    // Dovecot reads it as the user that mail belongs to.
    await chmod(directory, 0o755);
    await firstSync(mailroom, 1000, watched);
    const config = join(dovecot.directory, 'dovecot.conf');
    const file = join(directory, 'message');
    return await timeDeliveries(mailroom.browser, wire, async (message) => {
      await writeFile(file, message);
      await must('/usr/bin/doveadm', ['-c', config, 'save', '-u', watched.userName, file]);
    });
  } finally {
    await mailroom.close();
    await wire.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Hundredths are enough of everything. */
function rounded<T extends object>(figures: T): T {
  const entries = Object.entries(figures).map(([name, value]) => [
    name,
    typeof value === 'number' ? round(value) : value,
  ]);
  return Object.fromEntries(entries);
}

function reached(provider: DebianProvider): BenchMailbox {
  return {
    port: provider.imap.port,
    user: large.userName,
    password: large.password,
    caPem: provider.caPem,
  };
}

/** Null where the peers are not installed and cannot be. */
async function mbsyncAndNotmuch(provider: DebianProvider, messages: number) {
  const problem = ensureDebianPackages(benchPackages);
  if (problem) {
    console.error(problem);
    return null;
  }
  let indexing = 0;
  console.error('mbsync');
  const pulled = await mbsync(reached(provider), async (maildir) => {
    console.error('notmuch new');
    indexing = (await notmuchNew(maildir, messages)).seconds;
  });
  console.error(`mbsync ${pulled.seconds} s, notmuch ${indexing} s`);
  return { mbsyncSeconds: pulled.seconds, notmuchSeconds: indexing, seconds: pulled.seconds + indexing };
}
