import { setImmediate } from 'node:timers/promises';

/** Rows that are looked at between two turns of the event loop: some milliseconds, in which no account hears its server. */
export const rowsPerLook = 500;

/** Lets what waits in this thread have its turn. */
export async function breathe(): Promise<void> {
  await setImmediate();
}
