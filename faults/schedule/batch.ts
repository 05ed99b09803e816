/** Many schedules, a few at a time, each lane with a workshop of its own. What is kept of each is its verdict alone. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ServerKind, serverKinds } from '../server/mail-server.ts';
import { runSchedule, type Verdict } from './run.ts';
import { makeSchedule, type Schedule } from './schedule.ts';
import { openWorkshop, type Workshop } from './workshop.ts';

export interface BatchOptions {
  /** Seeds of the schedules, one each. */
  seeds: readonly string[];
  kinds?: readonly ServerKind[];
  /** How many run at the same time: most of a schedule is waiting. Default 2. */
  lanes?: number;
  onMismatch(schedule: Schedule, mismatches: readonly string[]): void;
  onDone?(schedule: Schedule): void;
}

export interface BatchFigures {
  schedules: number;
  mismatches: number;
  slowestConvergenceSeconds: number;
}

/** Seeds of a run of so many schedules: the number is part of each, so that any can be run again alone. */
export function seedsOf(seed: string, schedules: number): string[] {
  return Array.from({ length: schedules }, (_, at) => `${seed}.${at}`);
}

/** Debian's Dovecot where it is installed, the practice servers everywhere. */
export function availableKinds(): ServerKind[] {
  const installed = existsSync('/usr/sbin/dovecot');
  return serverKinds.filter((kind) => kind !== 'real-dovecot' || installed);
}

export async function runBatch(options: BatchOptions): Promise<BatchFigures> {
  const { seeds, kinds = serverKinds, lanes = 2, onMismatch, onDone } = options;
  const schedules = seeds.map((seed) => makeSchedule(seed, { kinds }));
  const figures: BatchFigures = { schedules: 0, mismatches: 0, slowestConvergenceSeconds: 0 };
  const waiting = schedules.values();

  const lane = async (workshop: Workshop): Promise<void> => {
    for (const schedule of waiting) {
      const { mismatches, convergenceSeconds } = await judged(workshop, schedule);
      figures.schedules += 1;
      figures.slowestConvergenceSeconds = Math.max(figures.slowestConvergenceSeconds, convergenceSeconds);
      if (mismatches.length > 0) {
        figures.mismatches += 1;
        onMismatch(schedule, mismatches);
      }
      onDone?.(schedule);
    }
  };

  const mailboxes = schedules.filter(({ server }) => server === 'real-dovecot').length;
  const workshops = await Promise.all(Array.from({ length: lanes }, () => openWorkshop(mailboxes)));
  try {
    await Promise.all(workshops.map(lane));
  } finally {
    for (const workshop of workshops) await workshop.close();
  }
  return figures;
}

/** What breaks a schedule off is a mismatch like any other: the rig does not throw where Mailroom does what it should. */
/** Beyond every limit that a schedule keeps itself; one that hangs is a mismatch and not a run that never ends. */
const longestSchedule = 5 * 60_000;

async function judged(workshop: Workshop, schedule: Schedule): Promise<Verdict> {
  let stage = '';
  const endless = new AbortController();
  const tooLong = sleep(longestSchedule, undefined, { signal: endless.signal }).then(() => {
    throw new Error(`no end after ${longestSchedule / 1_000} s, in ${stage}`);
  });
  // Aborted in the end, as it should be.
  tooLong.catch(() => undefined);
  const run = runSchedule(workshop, schedule, (at) => {
    stage = at;
  });
  try {
    return await Promise.race([run, tooLong]);
  } catch (thrown) {
    const told = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    return { mismatches: [`it broke off: ${told}`], convergenceSeconds: 0 };
  } finally {
    endless.abort();
  }
}

export function summary({ schedules, mismatches, slowestConvergenceSeconds }: BatchFigures): string {
  const slowest = slowestConvergenceSeconds.toFixed(1);
  return `${schedules} schedules, ${mismatches} mismatches, slowest convergence ${slowest} s`;
}

/** A schedule as it is told of: what makes it again, what it does, what came of it. */
export function report(schedule: Schedule, mismatches: readonly string[]): string {
  const { seed, server, language, withheld, letters, synchronisedBefore, steps } = schedule;
  return [
    `Mismatch: ${seed} on ${server} (${language}, ${letters} letters${synchronisedBefore ? ', synchronised before' : ''})`,
    ...(withheld.length > 0 ? [`  without ${withheld.join(', ')}`] : []),
    ...steps.map((step) => `  ${JSON.stringify(step)}`),
    ...mismatches.map((mismatch) => `  → ${mismatch}`),
  ].join('\n');
}
