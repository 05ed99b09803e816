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
import { ensureWebBuilt } from '../scripts/web-build.ts';

export interface WorldOptions {
  readonly provider?: PracticeProviderOptions;
  /** Settings of the server as an administrator sets them, by environment variable. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A practice provider and the real server in a process of its own, on free ports, with nothing stored yet. */
export interface World {
  readonly provider: PracticeProvider;
  /** Where Mailroom is, without a trailing slash. */
  readonly address: string;
  /** The one-time link that the server printed. */
  readonly setupLink: string;
  readonly dataDirectory: string;
  /** What the server has printed so far, and what was said over IMAP last. */
  log(): string;
  /** Stops both and removes what they stored. @throws when the product broke IMAP on the way. */
  close(): Promise<void>;
}

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  await ensureWebBuilt();
  const dataDirectory = await mkdtemp(join(tmpdir(), 'mailroom-e2e-'));
  const printed: string[] = [];
  const output = new Writable({
    write(chunk, _encoding, done) {
      printed.push(String(chunk));
      done();
    },
  });
  const { provider, server, close } = await installFor(await startPracticeProvider(options.provider), {
    dataDirectory,
    port: 0,
    output,
    settings: options.settings,
  }).catch((cause: unknown) => {
    throw new Error(`Mailroom did not start: ${printed.join('')}`, { cause });
  });
  if (server.setupLink === undefined)
    throw new Error('The server printed no link for its first administrator');
  return {
    provider,
    address: server.address,
    setupLink: server.setupLink,
    dataDirectory,
    log() {
      const said = provider.servers.imap.transcript.entries.slice(-200);
      return [
        ...printed,
        ...said.map(({ connection, from, text }) => `${connection} ${from} ${text}\n`),
      ].join('');
    },
    async close() {
      try {
        await close();
      } finally {
        await rm(dataDirectory, { recursive: true, force: true });
      }
    },
  };
}
