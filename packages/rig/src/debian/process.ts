import { spawn } from 'node:child_process';

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end and answers what it printed. Rejects only when it cannot be started. */
export function run(
  command: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; input?: Uint8Array } = {},
): Promise<Ran> {
  const { promise, resolve, reject } = Promise.withResolvers<Ran>();
  const child = spawn(command, args, {
    env: options.env ?? process.env,
    stdio: [options.input ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.once('error', reject);
  child.once('close', (code) => resolve({ code, stdout, stderr }));
  if (options.input) child.stdin?.end(options.input);
  return promise;
}

/** Like `run`, but a non-zero end is an error that quotes what the program said. */
export async function must(
  command: string,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv; input?: Uint8Array } = {},
): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, options);
  if (code !== 0) {
    throw new Error(
      `${command} ${args.join(' ')} ended with ${code}: ${(stderr || stdout).trim().slice(-2000)}`,
    );
  }
  return stdout;
}

/** Asks until `probe` answers true; a server that never gets ready is an error that names it. */
export async function until(
  what: string,
  probe: () => Promise<boolean>,
  milliseconds = 15_000,
): Promise<void> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    if (await probe()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what} was not ready after ${milliseconds} ms`);
}
