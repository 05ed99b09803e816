import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '@mailroom/store/database/open';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from './config/read-settings.ts';
import { createLog } from './http/log.ts';
import { startServer } from './start/start-server.ts';
import { startTestServer } from './testing/test-server.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));
const quietEngine = new URL('./testing/quiet-engine.ts', import.meta.url);

interface Ended {
  status: number | null;
  output: string;
  errors: string;
}

/** Runs the program to its end. */
function run(environment: Record<string, string>, ...parameters: string[]): Promise<Ended> {
  const child: ChildProcess = spawn(process.execPath, [main, ...parameters], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, errors] = ['', ''];
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (errors += chunk));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output, errors })));
}

describe('the program', () => {
  it('prints every setting with --help, and starts nothing', async () => {
    const { status, output } = await run({ MAILROOM_PORT: 'not even valid' }, '--help');
    expect(status).toBe(0);
    expect(output).toMatch(/MAILROOM_PORT[\s\S]*MAILROOM_POLL_MINUTES/);
  });

  it('refuses unknown and invalid settings in one sentence and without a stack trace', async () => {
    const { status, errors } = await run({ MAILROOM_PROT: '1', MAILROOM_PORT: 'x' });
    expect(status).toBe(1);
    expect(errors).toMatch(/^Mailroom does not start: MAILROOM_PORT .*MAILROOM_PROT .*\n$/);
  });
});

describe('a running server', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('ends in order and within seconds on %s', async (signal) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'mailroom-stop-'));
    const program = fileURLToPath(new URL('./testing/stoppable-server.ts', import.meta.url));
    const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'close');
    const [line] = await once(child.stdout, 'data');
    expect((await fetch(`${String(line).trim()}/api/v1/setup`)).status).toBe(200);
    const at = performance.now();
    child.kill(signal);
    expect(await ended).toEqual([0, null]);
    expect(performance.now() - at).toBeLessThan(8000);
    await rm(dataDir, { recursive: true });
  });
});

describe('a start', () => {
  let dataDir: string;
  const log = createLog({ level: 'silent' });
  const options = { log, webDirectory: null, engineProgram: quietEngine };
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'mailroom-start-'));
  });
  afterEach(() => rm(dataDir, { recursive: true, force: true }));

  const refusal = (changes: Parameters<typeof defaultSettings>[0], more: object = {}) =>
    startServer(defaultSettings({ port: 0, dataDir, ...changes }), { ...options, ...more }).then(
      () => 'it started',
      (thrown: Error) => `${thrown.name}: ${thrown.message}`,
    );

  it('on a port that is taken names the port and the setting', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    );
    expect(await refusal({ port })).toMatch(
      new RegExp(`^StartProblem: Port ${port} is taken .*MAILROOM_PORT`),
    );
    await new Promise((resolve) => other.close(resolve));
  });

  it('in a data directory that cannot be made names it and the setting', async () => {
    const file = join(dataDir, 'file');
    await writeFile(file, '');
    expect(await refusal({ dataDir: join(file, 'data') })).toMatch(
      /^StartProblem: .*file\/data.*MAILROOM_DATA_DIR/,
    );
    expect(await refusal({ dataDir: '/proc/mailroom/data' })).toMatch(/^StartProblem: .*MAILROOM_DATA_DIR/);
  });

  it('on a data directory that another server runs on is refused, and harms neither that one nor the next', async () => {
    const first = await startTestServer({}, { dataDir });
    expect(await refusal({})).toMatch(/^StartProblem: Another Mailroom runs on .*MAILROOM_DATA_DIR/);
    expect((await first.browser().ask('/api/v1/setup')).status).toBe(200);
    await first.stop();
    const next = await startTestServer({}, { dataDir });
    await next.stop();
  });

  it('after a kill of the server finds its data directory free', async () => {
    const program = fileURLToPath(new URL('./testing/stoppable-server.ts', import.meta.url));
    const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'close');
    await once(child.stdout, 'data');
    expect(await refusal({})).toMatch(/^StartProblem: Another Mailroom/);
    child.kill('SIGKILL');
    await ended;
    const next = await startTestServer({}, { dataDir });
    await next.stop();
  });

  it('with another secret key says that it is not the database’s', async () => {
    const server = await startTestServer({}, { dataDir });
    await server.stop();
    expect(await refusal({ secretKey: Buffer.alloc(32, 9).toString('base64') })).toMatch(
      /^StartProblem: The secret key is not the one/,
    );
  });

  it('on a database of a newer version says so', async () => {
    const server = await startTestServer({}, { dataDir });
    await server.stop();
    const database = openDatabase(join(dataDir, 'mailroom.sqlite'));
    await sql`insert into schema_migrations values (999, '0999-from-the-future', 0)`.execute(database);
    await database.destroy();
    expect(await refusal({})).toMatch(/^StartProblem: .*newer Mailroom.*0999-from-the-future/);
  });

  it('without the built web app says how to build it', async () => {
    expect(await refusal({}, { webDirectory: join(dataDir, 'dist') })).toMatch(
      /^StartProblem: .*npm run build/,
    );
  });

  it('with a certificate file that is none names the setting', async () => {
    const extraCaFile = join(dataDir, 'ca.pem');
    await writeFile(extraCaFile, 'not a certificate');
    expect(await refusal({ extraCaFile })).toMatch(/^StartProblem: MAILROOM_EXTRA_CA_FILE/);
  });

  it('with a secret key that others can read says how to mend it', async () => {
    await writeFile(join(dataDir, 'secret.key'), Buffer.alloc(32, 1).toString('base64'));
    await chmod(join(dataDir, 'secret.key'), 0o644);
    expect(await refusal({})).toMatch(/^StartProblem: .*chmod 600/);
  });

  it('that was refused leaves nothing behind: the next one succeeds', async () => {
    expect(await refusal({}, { engineProgram: new URL('file:///no/such/engine.ts') })).toMatch(/no\/such/);
    const server = await startTestServer({}, { dataDir });
    await server.stop();
  });
});
