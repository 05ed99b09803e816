/** Pulling a practice mailbox as a whole, as an account's runner does. */
import type { PresetName } from '@mailroom/rig/imap/index';
import { type PullContext, pullFolderList, pullFolders } from '../sync/pull/index.ts';
import { openPractice, type PracticeWorld, pullContext, startPractice } from './practice-server.ts';

export type Context = ReturnType<typeof pullContext>;

export interface PracticePull {
  world: PracticeWorld;
  context: Context;
}

export async function pullAll(context: PullContext): Promise<void> {
  await pullFolders(context, await pullFolderList(context));
}

/** A mailbox as `prepare` makes it, and nothing of it pulled yet. */
export async function openPull(
  preset: PresetName,
  prepare: (world: PracticeWorld) => void,
): Promise<PracticePull> {
  const world = await startPractice(preset);
  prepare(world);
  return { world, context: pullContext(await openPractice(world)) };
}

/** A mailbox as `prepare` makes it, pulled once. */
export async function pulledOnce(
  preset: PresetName,
  prepare: (world: PracticeWorld) => void,
): Promise<PracticePull> {
  const pull = await openPull(preset, prepare);
  await pullAll(pull.context);
  return pull;
}
