/** A peer's program, run to its end: how long it took, and the highest memory it was seen with. */
import { spawn } from 'node:child_process';
import { watchPeakMemory } from './peak-memory.ts';

export interface PeerRun {
  seconds: number;
  peakMiB: number;
}

/** @throws Error with what the program said last, when it ends with anything but 0. */
export async function runPeer(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<PeerRun> {
  const began = performance.now();
  const child = spawn(program, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const peak = child.pid === undefined ? Promise.resolve(0) : watchPeakMemory(child.pid);
  const code = await ended;
  const seconds = (performance.now() - began) / 1000;
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${said.trim().slice(-500)}`);
  return { seconds, peakMiB: await peak };
}
