import { readFile } from 'node:fs/promises';

/** Peak resident memory of a running process in MiB (`VmHWM`, proc(5)); undefined once it is gone. */
export async function peakMemoryMiB(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kib = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1];
  return kib === undefined ? undefined : Number(kib) / 1024;
}

/** Follows a process until it ends and answers the highest peak it was seen with. */
export async function watchPeakMemory(pid: number): Promise<number> {
  let highest = 0;
  for (;;) {
    const peak = await peakMemoryMiB(pid);
    if (peak === undefined) return highest;
    highest = Math.max(highest, peak);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
