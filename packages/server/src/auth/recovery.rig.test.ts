import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failureBody } from '@mailroom/model';
import { type PracticeSmtpServer, startSmtpServer } from '@mailroom/rig/smtp/index';
import { makeCertificates } from '@mailroom/rig/tls/index';
import { openDatabase } from '@mailroom/store/database/open';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readSmtpServer } from '../mail/smtp-server.ts';
import { databaseFile } from '../start/open-store.ts';
import { addMember } from '../testing/add-member.ts';
import { setUpApp } from '../testing/authenticator-app.ts';
import type { Answer, Browser } from '../testing/browser.ts';
import { administrator, startTestServer, type TestServer } from '../testing/test-server.ts';

const { email } = administrator;
const post = (body: unknown) => ({ method: 'POST', body });
const kindOf = ({ json }: Answer) => failureBody.safeParse(json).data?.failure.kind;

let smtp: PracticeSmtpServer;
let server: TestServer;
let certificates: string;

beforeAll(async () => {
  const made = makeCertificates();
  certificates = await mkdtemp(join(tmpdir(), 'mailroom-ca-'));
  await writeFile(join(certificates, 'ca.pem'), made.caPem);
  smtp = await startSmtpServer({
    preset: 'plain',
    security: 'tls',
    key: made.keyPem,
    certificate: made.certPem,
    authenticate: async ({ user }) => user,
    postOffice: { reach: () => 'correspondent', deliver: () => undefined, fileSent: () => undefined },
  });
  server = await startTestServer({
    smtpServer: readSmtpServer(`smtps://mailroom%40practice.test:p@localhost:${smtp.port}`),
    mailFrom: { name: 'Mailroom', address: 'mailroom@practice.test' },
    extraCaFile: join(certificates, 'ca.pem'),
  });
});
afterAll(async () => {
  await server.close();
  await smtp.close();
  await rm(certificates, { recursive: true });
});

const mails = () => smtp.transmissions.map(({ submitted }) => submitted.toString().replaceAll('=\r\n', ''));
const ask = (told: string) => server.browser().ask('/api/v1/recovery', post({ email: told }));
const finish = (token: string, password: string) =>
  server.browser().ask('/api/v1/recovery/password', post({ token, password }));

it('sends a link to the person, and answers everybody else the same', async () => {
  const ada = await server.signedIn();
  const [known, unknown] = [await ask('  ADA@example.com '), await ask('nobody@example.com')];
  const told = ({ status, text, headers }: Answer) => [status, text, [...headers.keys()].sort()];
  expect(told(known)).toEqual(told(unknown));
  await expect.poll(() => mails().length, { timeout: 20_000 }).toBe(1);
  const [mail = ''] = mails();
  expect(mail).toMatch(/^To: .*ada@example\.com/m);
  const asked = await ada.ask('/api/v1/audit?action=password.recovery-asked');
  const { id } = z.object({ id: z.string() }).parse((await ada.ask('/api/v1/me')).json);
  expect(asked.json).toMatchObject({ records: [{ actor: 'mailroom', subject: { kind: 'person', id } }] });
  expect(asked.text).not.toContain('nobody@');
  const token = /\/recovery\/password#([\w-]{43})/.exec(mail.replaceAll('=3D', '='))?.[1] ?? '';

  expect(kindOf(await finish('x'.repeat(43), 'a wholly new password'))).toBe('recovery-link-used');
  expect((await finish(token, 'short')).status).toBe(400);
  expect((await finish(token, 'a wholly new password')).status).toBe(204);
  expect((await ada.ask('/api/v1/me')).status).toBe(401);
  const signIn = (password: string) =>
    server.browser().ask('/api/auth/sign-in/email', post({ email, password }));
  expect((await signIn(administrator.password)).status).toBe(401);
  expect((await signIn('a wholly new password')).status).toBe(204);

  // A link from an old mail, opened again by whoever finds it.
  const replayed = await finish(token, 'somebody else’s password');
  expect([replayed.status, kindOf(replayed)]).toEqual([410, 'recovery-link-used']);
  expect((await signIn('somebody else’s password')).status).toBe(401);
});

describe('a recovery link', () => {
  const own = 'the password of a member';
  const fresh = 'a wholly new password';
  let members = 0;

  async function newMember(): Promise<{ id: string; email: string; browser: Browser }> {
    members += 1;
    const email = `member${members}@example.com`;
    const { id } = await addMember(server.dataDir, { name: 'Member', email, password: own });
    const browser = server.browser();
    await browser.ask('/api/auth/sign-in/email', post({ email, password: own }));
    return { id, email, browser };
  }

  /** Asks for a link, and takes it out of the mail. */
  async function linkOf(email: string): Promise<string> {
    const links = () =>
      mails().flatMap((mail) =>
        new RegExp(`^To: .*${email}`, 'm').test(mail)
          ? (/\/recovery\/password#([\w-]{43})/.exec(mail.replaceAll('=3D', '='))?.[1] ?? [])
          : [],
      );
    const before = links().length;
    await ask(email);
    await expect.poll(() => links().length, { timeout: 20_000 }).toBe(before + 1);
    return links().at(-1) ?? '';
  }

  async function change(statement: ReturnType<typeof sql>): Promise<void> {
    const database = openDatabase(databaseFile(server.dataDir));
    await statement.execute(database);
    await database.destroy();
  }

  const isNoGood = async (token: string) =>
    expect(kindOf(await finish(token, fresh))).toBe('recovery-link-used');

  it('is good for an hour', async () => {
    const { id, email, browser } = await newMember();
    const token = await linkOf(email);
    const stored = await left(id);
    expect(stored.map(({ minutes }) => Math.round(minutes))).toEqual([60]);
    const past = new Date(Date.now() - 1000).toISOString();
    await change(sql`update auth_verifications set "expiresAt" = ${past} where value = ${id}`);
    await isNoGood(token);
    expect((await browser.ask('/api/v1/me')).status).toBe(200);
  });

  /** How long each of somebody's links is good yet. */
  async function left(id: string): Promise<{ minutes: number }[]> {
    const database = openDatabase(databaseFile(server.dataDir));
    const { rows } = await sql<{
      end: string;
    }>`select "expiresAt" as end from auth_verifications where value = ${id}`.execute(database);
    await database.destroy();
    return rows.map(({ end }) => ({ minutes: (new Date(end).getTime() - Date.now()) / 60_000 }));
  }

  it('that was used ends every other that was sent, every session, and what they have open', async () => {
    const { email, browser } = await newMember();
    const [first, second] = [await linkOf(email), await linkOf(email)];
    const stream = (await browser.request('/api/v1/live')).text();
    expect((await finish(second, fresh)).status).toBe(204);
    await stream;
    expect((await browser.ask('/api/v1/me')).status).toBe(401);
    await isNoGood(first);
  });

  it('is worth nothing once its person changed the password otherwise', async () => {
    const { email, browser } = await newMember();
    const token = await linkOf(email);
    const wish = { password: own, newPassword: 'what its owner chose' };
    expect((await browser.ask('/api/v1/me/password', post(wish))).status).toBe(204);
    await isNoGood(token);
  });

  it('ends a sign-in with the old password that waits for its second factor, and takes the place of none', async () => {
    const { email, browser } = await newMember();
    const app = await setUpApp(browser, own);
    const thief = server.browser();
    await thief.ask('/api/auth/sign-in/email', post({ email, password: own }));
    expect((await finish(await linkOf(email), fresh)).status).toBe(204);
    expect(kindOf(await thief.ask('/api/v1/sign-in/totp', post({ code: app.code() })))).toBe('not-signed-in');
    const back = await server.browser().ask('/api/auth/sign-in/email', post({ email, password: fresh }));
    expect(back.json).toEqual({ secondFactor: true });
  });

  it('opens nothing for who was deactivated meanwhile', async () => {
    const { id, email } = await newMember();
    const token = await linkOf(email);
    await change(sql`update auth_people set "deactivatedAt" = ${new Date().toISOString()} where id = ${id}`);
    await isNoGood(token);
  });
});

it('writes to one address three times an hour, whether anybody has it or not', async () => {
  for (const told of ['flooded@example.com', email]) {
    const statuses: number[] = [];
    for (let time = 0; time < 4; time += 1) statuses.push((await ask(told)).status);
    expect([told, statuses.at(-1)]).toEqual([told, 429]);
  }
});
