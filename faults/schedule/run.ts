/**
 * Runs a schedule and judges it: when all faults have ended, the account comes back by itself, the store is what the server holds,
 * nothing was shown twice, nobody was asked to sign in again without need, and one more look changes nothing.
 */
import type { Change } from '@mailroom/model';
import type { Clear, Ground } from '../cases/index.ts';
import { pollMilliseconds } from '../engine/installation.ts';
import { differences } from '../oracle/differences.ts';
import { serverContents } from '../oracle/server-contents.ts';
import { storeContents } from '../oracle/store-contents.ts';
import type { Schedule } from './schedule.ts';
import { carryOut, clearAll } from './steps.ts';
import type { Workshop } from './workshop.ts';

export interface Verdict {
  /** Sentences; none where all is well. */
  mismatches: string[];
  /** From the end of the last fault until all was well, by the clock that the engine goes by and the time its work took. */
  convergenceSeconds: number;
}

/** By the schedule's clock: a back-off of a quarter of an hour is the longest there is. */
const longestConvergence = 20 * 60_000;
const longestWork = 120_000;
/** Milliseconds without a movement after which the clock goes on: of an account that rests, and of one in the middle of work. */
const restingStillness = 100;
const workingStillness = 3_000;
const longestPass = 60_000;

/** @param onStage hears what is being done, to be told of a schedule that never ends. */
export async function runSchedule(
  workshop: Workshop,
  schedule: Schedule,
  onStage: (stage: string) => void,
): Promise<Verdict> {
  onStage('preparing');
  const ground = await workshop.prepare(schedule);
  const clears: Clear[] = [];
  try {
    onStage('the first synchronisation');
    await ground.installation.startProcess();
    if (schedule.synchronisedBefore) await converge(ground);
    for (const step of schedule.steps) {
      onStage(JSON.stringify(step));
      await carryOut(ground, step, clears);
      await reviveTheDead(ground);
    }
    onStage('clearing');
    await clearAll(clears);
    ground.installation.faults.clear();
    onStage('converging');
    const { mismatches, seconds } = await converge(ground);
    if (mismatches.length > 0) return { mismatches, convergenceSeconds: seconds };
    onStage('the second run');
    return {
      mismatches: [...(await secondRun(ground)), ...wronglyAsked(ground), ...ground.server.protocolErrors()],
      convergenceSeconds: seconds,
    };
  } finally {
    onStage('closing');
    await clearAll(clears);
    await ground.installation.close();
    await ground.server.close();
  }
}

async function reviveTheDead({ installation }: Ground): Promise<void> {
  if (installation.faults.dead) await installation.restartProcess();
}

/**
 * Lets the engine work until the account watches by itself; then its owner presses Sync, since what other clients did to a folder that
 * is rarely looked at is nobody's fault. What differs at last otherwise.
 */
async function converge(ground: Ground): Promise<{ mismatches: string[]; seconds: number }> {
  const { clock } = ground.installation;
  const [begun, work] = [clock.monotonic(), performance.now()];
  const elapsed = () => (clock.monotonic() - begun + performance.now() - work) / 1_000;
  const stillness = new Stillness(ground);
  let mismatches: string[] = [];
  let asked = false;
  for (;;) {
    await reviveTheDead(ground);
    await ground.settle();
    const seconds = elapsed();
    if (await isWatching(ground)) {
      mismatches = await compare(ground);
      if (mismatches.length === 0) return { mismatches, seconds };
      if (!asked) ground.installation.syncNow();
      asked = true;
    } else {
      mismatches = [`the account is ${JSON.stringify(ground.installation.status)}`];
    }
    if (clock.monotonic() - begun > longestConvergence || performance.now() - work > longestWork) {
      return { mismatches, seconds };
    }
    if (stillness.isLong()) clock.advance(Math.max(1, Math.min(clock.nextDue ?? 1, pollMilliseconds)));
  }
}

/** Whether the engine has nothing left to do but to let time pass; on a busy machine it may merely have had no turn. */
class Stillness {
  readonly #ground: Ground;
  #moved = -1;
  #since = 0;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  isLong(): boolean {
    const { server, installation } = this.#ground;
    const moved = server.line.bytes + installation.calls + installation.clock.monotonic();
    if (moved !== this.#moved) {
      this.#moved = moved;
      this.#since = performance.now();
    }
    const resting = installation.status?.state === 'waiting' || installation.status?.state === 'watching';
    return performance.now() - this.#since > (resting ? restingStillness : workingStillness);
  }
}

async function isWatching({ installation }: Ground): Promise<boolean> {
  const { status, store, accountId } = installation;
  if (status?.state !== 'watching' || status.failure !== null || status.progress !== null) return false;
  if ((await store.ports.mail.countPendingBodies(accountId)) > 0) return false;
  return !installation.faults.hasOpenIntents;
}

async function compare({ installation, server }: Ground): Promise<string[]> {
  const { store, scope, accountId } = installation;
  const [there, here] = [await serverContents(server), await storeContents(store, scope, accountId)];
  return differences(here, there);
}

/** One pass to end what may still be under way; what the next one changes is too much. */
async function secondRun(ground: Ground): Promise<string[]> {
  const { store, scope } = ground.installation;
  const unfinished = await onePass(ground);
  if (unfinished) return [unfinished];
  const cursor = await store.changes.latest();
  const again = await onePass(ground);
  if (again) return [again];
  const since = await store.changes.since(cursor, 10_000, scope);
  // The account itself tells when it was last looked at.
  const changed = since.kind === 'changes' ? since.changes.filter(({ noun }) => noun !== 'account') : [];
  return [...changed.slice(0, 3).map(told), ...(await compare(ground))];
}

/** The owner presses Sync, and everything is looked at. @returns a sentence where it came to no end */
async function onePass(ground: Ground): Promise<string | undefined> {
  const { installation } = ground;
  const { clock } = installation;
  const states = installation.states.length;
  clock.advance(1);
  installation.syncNow();
  const begun = performance.now();
  await ground.settle();
  while (!(await passIsOver(ground, states))) {
    if (performance.now() - begun > longestPass) {
      return `another run did not come to an end: ${JSON.stringify(installation.status)}`;
    }
    await ground.settle();
    // A connection that had died unnoticed is found dead only now, and the way back begins with a wait.
    if (installation.status?.state === 'waiting') clock.advance(Math.max(1, clock.nextDue ?? 1));
  }
  return undefined;
}

async function passIsOver(ground: Ground, states: number): Promise<boolean> {
  const passed = ground.installation.states.slice(states).some(({ lastSyncedAt }) => lastSyncedAt);
  return passed && (await isWatching(ground));
}

function told({ noun, id, op }: Change): string {
  return `a second run changed something: ${op} ${noun} ${id}`;
}

/** Nothing but a grant that ended is a reason to ask for another one. */
function wronglyAsked({ installation }: Ground): string[] {
  if (installation.mayAskItsOwner) return [];
  const asked = installation.states.find(({ state }) => state === 'reconnect' || state === 'blocked');
  return asked ? [`its owner was asked without need: ${JSON.stringify(asked.failure)}`] : [];
}
