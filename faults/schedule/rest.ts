/** When nothing moves any more: nothing passed over the line for a while, and the engine asked its store for nothing. */
import { setTimeout as sleep } from 'node:timers/promises';

const look = 4;
/** How long it has to be quiet to be at rest. Too short a time costs a schedule its figures, never its verdict. */
const quiet = 32;
const longest = 10_000;

/** @param moved a number that changes whenever something moves */
export async function untilAtRest(moved: () => number): Promise<void> {
  let last = moved();
  let since = performance.now();
  const begun = since;
  while (performance.now() - since < quiet && performance.now() - begun < longest) {
    await sleep(look);
    const now = moved();
    if (now === last) continue;
    last = now;
    since = performance.now();
  }
}
