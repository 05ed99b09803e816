import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** What `npm start` runs. Whoever starts it here sees to it that it is built. */
const program = fileURLToPath(new URL('../../../server/dist/server.js', import.meta.url));

/** As `npm start` has them. */
const nodeOptions = ['--max-semi-space-size=4', '--heap-growing-percent=60'];

/** Milliseconds the server has to stop by itself. */
const stopLimit = 12_000;

/** The server ended before it was ready; it has said why itself. */
export class ServerDidNotStart extends Error {
  override readonly name = 'ServerDidNotStart';
}

/** The real Mailroom server in a process of its own. */
export interface ServerProcess {
  /** Where it listens, without a trailing slash. */
  readonly address: string;
  /** Process ID, for measuring it from outside. */
  readonly pid: number;
  /** The one-time link that creates the administrator; undefined when there is one already. */
  readonly setupLink: string | undefined;
  /** Settles when the process has ended, with its exit status; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

function stopper(child: ChildProcess, ended: Promise<number | null>): () => Promise<void> {
  return async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const last = setTimeout(() => child.kill('SIGKILL'), stopLimit);
    await ended;
    clearTimeout(last);
  };
}

async function needsAdministrator(address: string): Promise<boolean> {
  const response = await fetch(`${address}/api/v1/setup`);
  const setup = (await response.json()) as { needsAdministrator: boolean };
  return setup.needsAdministrator;
}

/**
 * Starts the server with settings as an administrator would give them, and waits until it says where it is. Everything it
 * prints goes to `output`.
 * @throws ServerDidNotStart when it ends instead.
 */
export async function startServerProcess(
  settings: Readonly<Record<string, string>>,
  output: Writable,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...nodeOptions, program], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: Ctrl-C reaches the demo alone, which then stops the server once and in order.
    detached: true,
  });
  const ended = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  ended.then(() => process.off('exit', endWithUs));
  child.stderr.pipe(output, { end: false });

  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => output.write(`${line}\n`));
  const told = (sentence: RegExp): Promise<string | undefined> =>
    new Promise((resolve) => {
      lines.on('line', (line) => {
        const found = sentence.exec(line)?.[1];
        if (found !== undefined) resolve(found);
      });
      ended.then(() => resolve(undefined));
    });
  const [whereItIs, link] = [told(/^Mailroom is at (\S+)/), told(/^Create the first administrator: (\S+)/)];
  const address = await whereItIs;
  if (address === undefined) throw new ServerDidNotStart();
  // The link is printed behind the address, and only by an installation that has no administrator yet.
  const setupLink = (await needsAdministrator(address)) ? await link : undefined;
  return { address, pid: child.pid ?? 0, setupLink, ended, stop: stopper(child, ended) };
}
