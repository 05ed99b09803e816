/**
 * Loaded into the server before itself: at SIGUSR2 writes the longest block of its main thread's event loop, and starts over. Plain
 * JavaScript, since what strips types would be loaded with it and measured as the server's memory.
 */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

const file = process.env.BENCH_EVENT_LOOP_FILE;
/** Milliseconds between looks; what is measured includes them. */
const resolution = 5;

if (isMainThread && file !== undefined) {
  const delay = monitorEventLoopDelay({ resolution });
  delay.enable();
  process.on('SIGUSR2', () => {
    const longest = Math.max(0, delay.max / 1e6 - resolution);
    delay.reset();
    writeFileSync(file, `${longest.toFixed(1)}\n`);
  });
}
