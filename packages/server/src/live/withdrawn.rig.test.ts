/** What somebody has open when their access ends: screens that follow, downloads under way, addresses that open by themselves, keys. */
import { get } from 'node:http';
import { openDatabase } from '@mailroom/store/database/open';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { databaseFile } from '../start/open-store.ts';
import type { Browser } from '../testing/browser.ts';
import { type SeededMail, seedMail } from '../testing/seed-mail.ts';
import { member, startTestServer, type TestServer } from '../testing/test-server.ts';

/** Milliseconds within which access ends everywhere. */
const promised = 5000;
const bulkyEngine = new URL('../testing/bulky-engine.ts', import.meta.url);

let server: TestServer;
let ada: Browser;
let bob: Browser;
let bobId: string;
/** Ada’s, shared with Bob. */
let mail: SeededMail;
let shareId: string;

const idOf = async (browser: Browser) =>
  z.object({ id: z.string() }).parse((await browser.ask('/api/v1/me')).json).id;
const post = (body: unknown = {}) => ({ method: 'POST', body });

beforeEach(async () => {
  server = await startTestServer({}, { engineProgram: bulkyEngine });
  ada = await server.signedIn();
  bob = await server.member();
  bobId = await idOf(bob);
  mail = await seedMail(server.dataDir, await idOf(ada));
  const share = { with: { kind: 'person', id: bobId }, level: 'read' };
  const shared = await ada.ask(`/api/v1/accounts/${mail.accountId}/shares`, post(share));
  shareId = z.object({ id: z.string() }).parse(shared.json).id;
});
afterEach(() => server.close());

interface Open {
  name: string;
  /** When it came to its end, or said that access is another. */
  ended: Promise<number>;
}

/** Takes an answer as slowly as a bad line does, until it ends or says `word`. Resolves once it has begun. */
function take(name: string, path: string, headers: Record<string, string>, word?: string): Promise<Open> {
  return new Promise((resolve, reject) => {
    const request = get(`${server.address}${path}`, { headers }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${path}: ${response.statusCode}`));
      const ended = new Promise<number>((end) => {
        response.on('data', (chunk: Buffer) => {
          if (word && chunk.includes(word)) {
            end(performance.now());
            request.destroy();
          }
          response.pause();
          setTimeout(() => response.resume(), 5);
        });
        response.once('close', () => end(performance.now()));
        response.once('error', () => end(performance.now()));
      });
      resolve({ name, ended });
    });
    request.on('error', () => undefined);
  });
}

/** A year of what Bob did, so that a file of it takes a while. */
async function busyYear(): Promise<void> {
  const database = openDatabase(databaseFile(server.dataDir));
  const detail = JSON.stringify({ what: 'x'.repeat(4000) });
  await sql`insert into audit (at, actor, action, detail)
    with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
    select i, ${bobId}, 'key.created', ${detail} from n`.execute(database);
  await database.destroy();
}

async function downloads(headers: Record<string, string>): Promise<Open[]> {
  return [
    await take('an attachment', `/api/v1/messages/${mail.messageId}/parts/2`, headers),
    await take('an original', `/api/v1/messages/${mail.messageId}/source`, headers),
  ];
}

async function image(): Promise<Open> {
  const html = await bob.ask(`/api/v1/messages/${mail.messageId}/html`);
  const { inline } = z.object({ inline: z.string() }).parse(html.json);
  return take('an image in mail', `${inline}real%40x`, {});
}

const file = (headers: Record<string, string>) =>
  take('a file of the audit log', '/api/v1/audit/export?format=jsonl', headers);

/** Does it, and looks when each of what is open came to its end. */
async function endedBy(removal: () => Promise<{ status: number }>, open: readonly Open[]) {
  const early = await Promise.race([...open.map(({ ended }) => ended), Promise.resolve(null)]);
  expect(early).toBeNull();
  const began = performance.now();
  expect((await removal()).status).toBeLessThan(300);
  const ends = await Promise.all(open.map(async ({ name, ended }) => [name, (await ended) - began] as const));
  process.stdout.write(`${ends.map(([name, after]) => `${name} ${Math.round(after)} ms`).join(', ')}\n`);
  for (const [name, after] of ends) expect(after, name).toBeLessThan(promised);
}

describe('within five seconds', () => {
  it('everything that a share had opened is over once it is withdrawn, and the open screen says so', async () => {
    const headers = { cookie: bob.cookie };
    const open = [
      await take('the live stream', '/api/v1/live', headers, 'start-again'),
      ...(await downloads(headers)),
      await image(),
    ];
    const path = `/api/v1/accounts/${mail.accountId}/shares/${shareId}`;
    await endedBy(() => ada.ask(path, { method: 'DELETE' }), open);
    expect((await bob.ask(`/api/v1/messages/${mail.messageId}`)).status).toBe(404);
  });

  it('everything is over for somebody who is deactivated', async () => {
    await busyYear();
    const headers = { cookie: bob.cookie };
    const open = [
      await take('the live stream', '/api/v1/live', headers),
      ...(await downloads(headers)),
      await image(),
      await file(headers),
    ];
    await endedBy(() => ada.ask(`/api/v1/people/${bobId}/deactivate`, post()), open);
    expect((await bob.ask('/api/v1/me')).status).toBe(401);
  });

  it('everything that a session had open is over once it is ended in another', async () => {
    await busyYear();
    const lost = bob.cookie;
    const other = server.browser();
    await other.ask('/api/auth/sign-in/email', post({ email: member.email, password: member.password }));
    const headers = { cookie: lost };
    const open = [
      await take('the live stream', '/api/v1/live', headers),
      ...(await downloads(headers)),
      await file(headers),
    ];
    await endedBy(() => other.ask('/api/v1/me/sessions/end-others', { method: 'POST' }), open);
  });

  it('everything that a key had open is over once it is ended', async () => {
    await busyYear();
    const wish = { password: member.password, name: 'Script', scopes: ['read'], days: null };
    const made = await bob.ask('/api/v1/me/keys', post(wish));
    const { key, secret } = z
      .object({ key: z.object({ id: z.string() }), secret: z.string() })
      .parse(made.json);
    const headers = { authorization: `Bearer ${secret}` };
    const open = [
      await take('the live stream', '/api/v1/live', headers),
      ...(await downloads(headers)),
      await file(headers),
    ];
    await endedBy(() => bob.ask(`/api/v1/me/keys/${key.id}`, { method: 'DELETE' }), open);
  });
});
