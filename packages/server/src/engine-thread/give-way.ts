import { getPriority, setPriority } from 'node:os';

/** Steps that nice values go down: a third of the processor time of a thread left as it was, where both want all of it. */
const steps = 5;
const lowest = 19;

/**
 * Lets the threads of requests go first. Synchronising takes every core it can get, and a request that takes a millisecond was kept
 * waiting for a hundred on a busy machine.
 *
 * Linux counts threads where POSIX counts processes (setpriority(2), "C library/kernel differences"), and threads that this one starts
 * begin as it is. Elsewhere it would be the whole process, requests included, and nothing is done.
 */
export function giveWay(): void {
  if (process.platform === 'linux') setPriority(Math.min(getPriority() + steps, lowest));
}
