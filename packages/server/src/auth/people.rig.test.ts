import { join } from 'node:path';
import { openDatabase } from '@mailroom/store/database/open';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { administrator, startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const setUp = '/api/v1/setup/administrator';
const signIn = '/api/auth/sign-in/email';
const credentials = { email: administrator.email, password: administrator.password };

describe('the set-up link', () => {
  it('creates the first administrator, signs them in, and is then used', async () => {
    const browser = server.browser();
    expect((await browser.ask('/api/v1/setup')).json).toEqual({ needsAdministrator: true });
    const created = await browser.ask(setUp, {
      method: 'POST',
      body: { ...administrator, token: server.setupToken },
    });
    expect(created.json).toMatchObject({ email: administrator.email, role: 'administrator', theme: 'auto' });
    expect((await browser.ask('/api/v1/me')).status).toBe(200);
    expect((await browser.ask('/api/v1/setup')).json).toEqual({ needsAdministrator: false });

    const again = await server.browser().ask(setUp, {
      method: 'POST',
      body: { ...administrator, email: 'eve@example.com', token: server.setupToken },
    });
    expect(again.status).toBe(410);
    expect(again.json).toMatchObject({ failure: { kind: 'setup-link-used' } });
  });

  it('is refused with another token, and stays good', async () => {
    const body = { ...administrator, token: 'x'.repeat(43) };
    expect((await server.browser().ask(setUp, { method: 'POST', body })).status).toBe(410);
    await server.signedIn();
  });

  it('creates one administrator however many use it at once', async () => {
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) =>
        server.browser().ask(setUp, {
          method: 'POST',
          body: { ...administrator, email: `${name}@example.com`, token: server.setupToken },
        }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410]);
  });

  it('stays good when the password could not be stored, and leaves nobody behind who cannot sign in', async () => {
    const db = openDatabase(join(server.dataDir, 'mailroom.sqlite'));
    await sql`create trigger full before insert on auth_credentials begin select raise(abort, 'full'); end`.execute(
      db,
    );
    const body = { ...administrator, token: server.setupToken };
    expect((await server.browser().ask(setUp, { method: 'POST', body })).status).toBe(500);
    await sql`drop trigger full`.execute(db);
    await db.destroy();
    expect((await server.browser().ask('/api/v1/setup')).json).toEqual({ needsAdministrator: true });
    await server.signedIn();
  });

  it('is another one at every start, and none once there is an administrator', async () => {
    const first = server.setupToken;
    await server.stop();
    server = await startTestServer({}, { dataDir: server.dataDir });
    expect(server.setupToken).not.toBe(first);
    await server.signedIn();
    await server.stop();
    server = await startTestServer({}, { dataDir: server.dataDir });
    expect(server.setupLink).toBeNull();
  });

  it('asks for a password of the length that the model demands', async () => {
    const body = { ...administrator, password: 'short', token: server.setupToken };
    const refused = await server.browser().ask(setUp, { method: 'POST', body });
    expect(refused.status).toBe(400);
    expect(refused.json).toMatchObject({
      failure: { kind: 'invalid-request', detail: { password: 'too_small' } },
    });
  });
});

describe('signing in', () => {
  it('gives a cookie that scripts cannot read and other sites do not send, and no token in the body', async () => {
    await server.signedIn();
    const answer = await server.browser().ask(signIn, { method: 'POST', body: credentials });
    expect(answer.status).toBe(204);
    expect(answer.text).toBe('');
    const cookie = answer.headers.getSetCookie().join();
    expect(cookie).toMatch(/^mailroom\.session_token=/);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).not.toMatch(/Secure/);
  });

  it('gives a cookie for TLS only when the public address is https', async () => {
    await server.stop();
    server = await startTestServer({ baseUrl: 'https://mail.example.com' }, { dataDir: server.dataDir });
    const response = await fetch(`http://localhost:${server.port}${setUp}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://mail.example.com' },
      body: JSON.stringify({ ...administrator, token: server.setupToken }),
    });
    expect(response.headers.getSetCookie().join()).toMatch(/^__Secure-mailroom\.session_token=.*Secure/);
    expect(response.headers.get('strict-transport-security')).toMatch(/max-age/);
  });

  it('answers the same to a wrong password and to an unknown address', async () => {
    await server.signedIn();
    const wrong = await server.browser().ask(signIn, {
      method: 'POST',
      body: { ...credentials, password: 'not the password' },
    });
    const unknown = await server.browser().ask(signIn, {
      method: 'POST',
      body: { ...credentials, email: 'nobody@example.com' },
    });
    expect(wrong.status).toBe(401);
    expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text]);
  });

  it('is slowed for one address', async () => {
    await server.signedIn();
    const body = { ...credentials, password: 'not the password' };
    const statuses: number[] = [];
    for (let guess = 0; guess < 6; guess += 1) {
      statuses.push((await server.browser().ask(signIn, { method: 'POST', body })).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    const other = await server
      .browser()
      .ask(signIn, { method: 'POST', body: { ...body, email: 'b@example.com' } });
    expect(other.status).toBe(401);
  });

  it('is slowed for one network over many addresses, and says until when', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 21 }, async (_, guess) => {
        const body = { email: `person${guess}@example.com`, password: 'a guess at one' };
        return server.browser().ask(signIn, { method: 'POST', body });
      }),
    );
    const refused = statuses.find(({ status }) => status === 429);
    expect(refused?.json).toMatchObject({ failure: { kind: 'too-many-requests', next: { do: 'wait' } } });
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('reaches none of better-auth’s other endpoints', async () => {
    for (const path of [
      'sign-up/email',
      'get-session',
      'list-sessions',
      'update-user',
      'request-password-reset',
    ]) {
      const body = { email: 'eve@example.com', password: 'a long password', name: 'Eve' };
      const post = await server.browser().ask(`/api/auth/${path}`, { method: 'POST', body });
      const get = await server.browser().ask(`/api/auth/${path}`);
      expect([path, post.status, get.status]).toEqual([path, 404, 404]);
    }
  });
});

describe('signing out', () => {
  it('ends the session, also for a copy of its cookie', async () => {
    const browser = await server.signedIn();
    const copy = browser.copy();
    expect((await browser.ask('/api/auth/sign-out', { method: 'POST', body: {} })).status).toBe(204);
    expect((await copy.ask('/api/v1/me')).status).toBe(401);
  });

  it('leaves other sessions of the person alone', async () => {
    const browser = await server.signedIn();
    const other = server.browser();
    await other.ask(signIn, { method: 'POST', body: credentials });
    await browser.ask('/api/auth/sign-out', { method: 'POST', body: {} });
    expect((await other.ask('/api/v1/me')).status).toBe(200);
  });
});

describe('a person', () => {
  it('changes name, language and theme, and nothing else', async () => {
    const browser = await server.signedIn();
    const body = { name: 'Ada L.', locale: 'zh-CN', theme: 'dark', role: 'member', email: 'x@example.com' };
    await browser.ask('/api/v1/me', { method: 'PATCH', body });
    expect((await browser.ask('/api/v1/me')).json).toMatchObject({
      name: 'Ada L.',
      locale: 'zh-CN',
      theme: 'dark',
      role: 'administrator',
      email: administrator.email,
    });
    await browser.ask('/api/v1/me', { method: 'PATCH', body: { locale: null } });
    expect((await browser.ask('/api/v1/me')).json).toMatchObject({ locale: null });
  });
});
