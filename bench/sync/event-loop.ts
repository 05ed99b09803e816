/**
 * How long the server's own thread was kept from its requests: measured inside it by a module that Node loads before the server
 * (report-event-loop.mjs), told through a file. The server knows nothing of it.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface EventLoopWatch {
  /** Settings of the process to watch. */
  environment: Readonly<Record<string, string>>;
  /** Milliseconds of the longest block since this was asked last, or since the start. */
  longestBlock(pid: number): Promise<number>;
}

/** So that what Node is told about this program, such as to keep profiles, goes for the server as well. */
const given = process.env.NODE_OPTIONS ?? '';
const preload = new URL('./report-event-loop.mjs', import.meta.url).href;

export async function watchEventLoop(directory: string): Promise<EventLoopWatch> {
  const file = join(directory, 'event-loop');
  return {
    environment: { NODE_OPTIONS: `${given} --import=${preload}`, BENCH_EVENT_LOOP_FILE: file },
    async longestBlock(pid) {
      await rm(file, { force: true });
      process.kill(pid, 'SIGUSR2');
      for (;;) {
        const told = await readFile(file, 'utf8').catch(() => '');
        if (told.endsWith('\n')) return Number(told);
        await pause(5);
      }
    },
  };
}
