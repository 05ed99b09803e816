/** What the kernel says of a running process (proc(5)). */
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

/** Resident memory now, in MiB. */
export async function residentMiB(pid: number): Promise<number> {
  const kib = /^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}

/** Ticks of user and system time are hundredths of a second on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** Seconds of processor time, of all threads, since the start. */
export async function processorSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1');
  // The second field may hold blanks; what follows its bracket is the third.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** Per cent of one core that a process uses while nobody does anything. */
export async function processorAtRest(pid: number, seconds: number): Promise<number> {
  const before = await processorSeconds(pid);
  const began = performance.now();
  await pause(seconds * 1000);
  const used = (await processorSeconds(pid)) - before;
  return (100 * used * 1000) / (performance.now() - began);
}

/** Waits until a process has nothing left to do: less than this much of a core over five seconds. */
export async function untilAtRest(pid: number, perCent = 5): Promise<void> {
  while ((await processorAtRest(pid, 5)) > perCent);
}
