import { setTimeout as pause } from 'node:timers/promises';
import { WalkFailed } from './walk-failed.ts';

const second = 1000;

/** Done with a value, or in words how things stand. */
export type Standing<T> = { readonly done: T } | { readonly still: string };

/**
 * Asks again and again until it is done.
 * @throws WalkFailed with how things stood last, after `seconds`.
 */
export async function waitFor<T>(seconds: number, ask: () => Promise<Standing<T>>): Promise<T> {
  const end = performance.now() + seconds * second;
  for (;;) {
    const standing = await ask();
    if ('done' in standing) return standing.done;
    if (performance.now() > end) throw new WalkFailed(`After ${seconds} seconds ${standing.still}.`);
    await pause(second / 5);
  }
}
