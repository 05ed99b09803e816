/** A real server on a data directory of its own, for tests over HTTP. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSettings } from '../config/read-settings.ts';
import type { Settings } from '../config/settings.ts';
import { createLog } from '../http/log.ts';
import { type RunningServer, type StartOptions, startServer } from '../start/start-server.ts';
import { addMember } from './add-member.ts';
import { Browser } from './browser.ts';

export const administrator = {
  name: 'Ada Admin',
  email: 'ada@example.com',
  password: 'correct horse battery',
};

export const member = { name: 'Bob Member', email: 'bob@example.com', password: 'another long password' };

/** Started in the engine's place unless a test says otherwise. */
const quietEngine = new URL('./quiet-engine.ts', import.meta.url);

export interface TestServer extends RunningServer {
  dataDir: string;
  /** Every line logged so far. */
  log: string[];
  browser(): Browser;
  /** A browser in which the administrator has been created and is signed in. */
  signedIn(): Promise<Browser>;
  /** A browser in which a further person, without any role, is signed in. */
  member(): Promise<Browser>;
  /** The token of the set-up link. */
  setupToken: string;
  /** Stops the server and keeps its data. */
  stop(): Promise<void>;
}

export async function startTestServer(
  settings: Partial<Settings> = {},
  options: Pick<
    StartOptions,
    'webDirectory' | 'engineProgram' | 'discoveryWorld' | 'clock' | 'readDisk' | 'unlimited'
  > & {
    dataDir?: string;
  } = {},
): Promise<TestServer> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'mailroom-server-')));
  const lines: string[] = [];
  const log = createLog({ level: 'debug', destination: { write: (line) => void lines.push(line) } });
  const server = await startServer(defaultSettings({ port: 0, dataDir, ...settings }), {
    log,
    webDirectory: options.webDirectory ?? null,
    engineProgram: options.engineProgram ?? quietEngine,
    ...(options.clock ? { clock: options.clock } : {}),
    ...(options.unlimited ? { unlimited: true } : {}),
    ...(options.readDisk ? { readDisk: options.readDisk } : {}),
    ...(options.discoveryWorld ? { discoveryWorld: options.discoveryWorld } : {}),
  });
  const setupToken = new URL(server.setupLink ?? 'http://none').searchParams.get('token') ?? '';
  const browser = () => new Browser(server.address);
  return {
    ...server,
    dataDir,
    log: lines,
    setupToken,
    browser,
    signedIn: async () => {
      const own = browser();
      const body = { ...administrator, token: setupToken };
      const created = await own.ask('/api/v1/setup/administrator', { method: 'POST', body });
      if (created.status !== 200) throw new Error(`No administrator: ${created.text}`);
      return own;
    },
    member: async () => {
      await addMember(dataDir, member);
      const own = browser();
      const { email, password } = member;
      const answer = await own.ask('/api/auth/sign-in/email', { method: 'POST', body: { email, password } });
      if (answer.status !== 204) throw new Error(`The member cannot sign in: ${answer.text}`);
      return own;
    },
    stop: server.close,
    close: async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
