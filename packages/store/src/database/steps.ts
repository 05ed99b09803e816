/**
 * Work on many rows, in transactions that are short enough for a person's request that writes meanwhile. Each step is safe to repeat and
 * the last one says that all is done: cut off in between, the same work is asked for again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type StoreContext, type Write, write } from './context.ts';
import { inChunks } from './in-chunks.ts';

/** Rows of one step: some ten milliseconds of the write lock. */
export const rowsPerStep = 250;

/** Milliseconds without the lock between two steps: who waits for it looks every few (driver.ts), and would hardly ever find it free. */
const pause = 5;

/** @param step answers whether anything is left to do. */
export async function inSteps(
  context: StoreContext,
  step: (change: Write) => Promise<boolean>,
): Promise<void> {
  while (await write(context, step)) await sleep(pause);
}

/** The same for what is known beforehand. */
export async function eachInSteps<Item>(
  context: StoreContext,
  items: readonly Item[],
  step: (change: Write, some: readonly Item[]) => Promise<void>,
): Promise<void> {
  for (const [at, some] of inChunks(items, rowsPerStep).entries()) {
    if (at > 0) await sleep(pause);
    await write(context, (change) => step(change, some));
  }
}
