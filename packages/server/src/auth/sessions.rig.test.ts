import { join } from 'node:path';
import { purposeKey } from '@mailroom/store';
import { openDatabase } from '@mailroom/store/database/open';
import { type Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../http/log.ts';
import type { Browser } from '../testing/browser.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { type Auth, createAuth } from './auth.ts';
import { Sessions } from './sessions.ts';
import { storedSession } from './stored-session.ts';

const secretKey = 'ab'.repeat(32);
const hour = 60 * 60_000;

let server: TestServer;
let db: Kysely<never>;
let auth: Auth;
let browser: Browser;
beforeEach(async () => {
  server = await startTestServer({ secretKey });
  browser = await server.signedIn();
  const database = openDatabase(join(server.dataDir, 'mailroom.sqlite'));
  db = database as unknown as Kysely<never>;
  auth = await createAuth({
    database: { db: database, type: 'sqlite' },
    secret: purposeKey(secretKey, 'mailroom/server/sessions/1'),
    baseUrl: server.address,
    log: createLog({ level: 'silent' }),
  });
});
afterEach(async () => {
  await db.destroy();
  await server.close();
});

const status = async (asking: Browser) => (await asking.ask('/api/v1/me')).status;
const endsIn = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
const setEnd = (end: string) => sql`update auth_sessions set "expiresAt" = ${end}`.execute(db);
const ends = async () =>
  (await sql<{ end: string }>`select "expiresAt" as end from auth_sessions`.execute(db)).rows.map(
    ({ end }) => end,
  );

describe('sessions that ran out', () => {
  it('are deleted, and those that have not are kept', async () => {
    const sessions = new Sessions(auth, db, () => server.address);
    await sessions.forgetExpired(new Date());
    expect(await ends()).toHaveLength(1);
    expect(await status(browser)).toBe(200);
    const longGone = new Date(Date.now() + 365 * 24 * hour);
    await sessions.forgetExpired(longGone);
    expect(await ends()).toEqual([]);
  });

  it('are refused, and deleted when they are asked for', async () => {
    await setEnd(endsIn(-1000));
    expect(await status(browser)).toBe(401);
    expect(await ends()).toEqual([]);
  });
});

describe('a session', () => {
  it('is read from the tables as better-auth reads it', async () => {
    const { cookie } = browser;
    const read = await storedSession(db, await auth.$context, cookie);
    const answered = await auth.api.getSession({ headers: new Headers({ cookie }) });
    expect(read).toMatchObject({
      id: answered?.session.id,
      expiresAt: answered?.session.expiresAt,
      person: { id: answered?.user.id, email: answered?.user.email, role: 'administrator', locale: null },
    });
  });

  it('is refused at the next request once it was deleted, whoever deleted it', async () => {
    expect(await status(browser)).toBe(200);
    await sql`delete from auth_sessions`.execute(db);
    expect(await status(browser)).toBe(401);
  });

  it('is refused at the next request once its person is gone', async () => {
    expect(await status(browser)).toBe(200);
    await sql`delete from auth_people`.execute(db);
    expect(await status(browser)).toBe(401);
  });

  it('is refused in every browser that holds its cookie once one of them signed out', async () => {
    const stolen = browser.copy();
    expect(await status(stolen)).toBe(200);
    await browser.ask('/api/auth/sign-out', { method: 'POST', body: {} });
    expect(await status(stolen)).toBe(401);
  });

  it('is refused with a signature that is not its own', async () => {
    const cookie = browser.cookie.replace(/\.[^.]{4}/, '.AAAA');
    expect(cookie).not.toBe(browser.cookie);
    expect((await server.browser().ask('/api/v1/me', { headers: { cookie } })).status).toBe(401);
  });

  it('tells what its person may do now, not what they might when it began', async () => {
    expect((await browser.ask('/api/v1/provider-apps')).status).toBe(200);
    await sql`update auth_people set role = 'member'`.execute(db);
    expect((await browser.ask('/api/v1/provider-apps')).status).toBe(403);
  });

  it('is prolonged when it is used a day later, and its cookie with it', async () => {
    const soon = endsIn(6 * 24 * hour - 1000);
    await setEnd(soon);
    const { headers } = await browser.ask('/api/v1/me');
    expect(headers.getSetCookie().join()).toContain('mailroom.session_token=');
    expect((await ends())[0]?.localeCompare(soon)).toBe(1);
    expect((await browser.ask('/api/v1/me')).headers.getSetCookie()).toEqual([]);
  });
});
