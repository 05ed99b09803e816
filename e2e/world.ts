import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { installFor } from '@mailroom/rig/demo/installation';
import {
  type PracticeProvider,
  type PracticeProviderOptions,
  startPracticeProvider,
} from '@mailroom/rig/provider/index';
import { ensureBuilt } from '../scripts/ensure-built.ts';

/** By environment variable. */
export type Settings = Readonly<Record<string, string>>;

export interface WorldOptions {
  readonly provider?: PracticeProviderOptions;
  /** Of the server as an administrator sets them, who knows the provider. */
  readonly settings?: Settings | ((provider: PracticeProvider) => Promise<Settings>);
}

/** A practice provider and the real server in a process of its own, on free ports, with nothing stored yet. */
export interface World {
  readonly provider: PracticeProvider;
  /** Where Mailroom is, without a trailing slash. */
  readonly address: string;
  /** The one-time link that the server printed. */
  readonly setupLink: string;
  readonly dataDirectory: string;
  /** Stops the server and starts it again at the same address. */
  restart(): Promise<void>;
  /** What the server has printed so far, and what was said over IMAP last. */
  log(): string;
  /** Stops both and removes what they stored. @throws when the product broke IMAP on the way. */
  close(): Promise<void>;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  await ensureBuilt();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'mailroom-e2e-'));
  const printed: string[] = [];
  const output = new Writable({
    write(chunk, _encoding, done) {
      printed.push(String(chunk));
      done();
    },
  });
  const started = await startPracticeProvider(options.provider);
  const settings =
    typeof options.settings === 'function' ? await options.settings(started) : options.settings;
  const installation = await installFor(started, {
    dataDirectory,
    port: 0,
    output,
    settings,
  }).catch((cause: unknown) => {
    throw new Error(`Mailroom did not start: ${printed.join('')}`, { cause });
  });
  const { provider, server } = installation;
  if (server.setupLink === undefined)
    throw new Error('The server printed no link for its first administrator');
  return {
    provider,
    address: server.address,
    setupLink: server.setupLink,
    dataDirectory,
    restart: installation.restart,
    log() {
      const said = provider.servers.imap.transcript.entries.slice(-200);
      return [
        ...printed,
        ...said.map(({ connection, from, text }) => `${connection} ${from} ${text}\n`),
      ].join('');
    },
    async close() {
      try {
        await installation.close();
      } finally {
        await rm(dataDirectory, { recursive: true, force: true });
      }
    },
  };
}
