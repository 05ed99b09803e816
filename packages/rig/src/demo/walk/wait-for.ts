import { setTimeout as pause } from 'node:timers/promises';
import { WalkFailed } from './walk-failed.ts';

const second = 1000;

/**
 * Asks again and again until the answer is not undefined.
 * @throws WalkFailed naming what was waited for, after `seconds`.
 */
export async function waitFor<T>(
  what: string,
  seconds: number,
  ask: () => Promise<T | undefined>,
): Promise<T> {
  const end = performance.now() + seconds * second;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw new WalkFailed(`After ${seconds} seconds there was still no ${what}.`);
    await pause(second / 5);
  }
}
