/**
 * The main job over HTTP, with the real engine beside a practice provider: link, synchronise, read, answer. All along, everything
 * that leaves the server, and what it leaves on the disk, is searched for the secrets that went in.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { account, conversationSummary, message, outgoing, providerApp } from '@mailroom/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from './testing/browser.ts';
import { type PracticeServer, startPracticeServer } from './testing/practice-server.ts';
import { openSecondStore } from './testing/seed-mail.ts';
import { administrator } from './testing/test-server.ts';

const engineProgram = new URL('./engine-thread/worker.ts', import.meta.url);
const accountList = z.object({ accounts: z.array(account) });
const conversationList = z.object({ conversations: z.array(conversationSummary) });
const conversation = z.object({ messages: z.array(message) });

let practice: PracticeServer;
let ada: Browser;
/** What may be in no log line, no answer, no redirection and no file but the key's own. */
const canaries = new Map<string, string>();

beforeAll(async () => {
  practice = await startPracticeServer({ engineProgram });
  const { server, provider } = practice;
  canaries.set('password of the administrator', administrator.password);
  canaries.set('client secret', provider.clientSecret.value);
  canaries.set('set-up token', server.setupToken);
  canaries.set('secret key', (await readFile(join(server.dataDir, 'secret.key'), 'utf8')).trim());
  ada = await server.signedIn();
});
afterAll(() => practice.close());

/** Asks until the answer is as wanted: the engine works in its own time. */
async function until<Value>(read: () => Promise<Value>, wanted: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const read = async <Value>(path: string, schema: z.ZodType<Value>): Promise<Value> =>
  schema.parse((await ada.ask(path)).json);
const persona = () => practice.provider.mail.folder(practice.provider.people[0].userName, 'inbox');
const accounts = async () => (await read('/api/v1/accounts', accountList)).accounts;
const conversations = async (query = '') =>
  (await read(`/api/v1/conversations?role=inbox${query}`, conversationList)).conversations;

async function expectNoSecretOnDisk(): Promise<void> {
  const { dataDir } = practice.server;
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'secret.key');
  const contents = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name))));
  // What is stored in clear text is found this way, so a secret would be.
  expect(contents.some((bytes) => bytes.includes(administrator.email))).toBe(true);
  for (const [at, bytes] of contents.entries()) {
    for (const [name, secret] of canaries) {
      expect([files[at]?.name, name, bytes.includes(secret)]).toEqual([files[at]?.name, name, false]);
    }
  }
}

/** Tokens that the identity server has issued, out of what the store holds of them. */
async function captureTokens(accountId: string): Promise<void> {
  const store = await openSecondStore(practice.server.dataDir);
  const credentials = await store.ports.credentials.read(accountId);
  await store.close();
  if (credentials.kind !== 'oauth') throw new Error('The account has no tokens');
  canaries.set('access token', credentials.tokens.accessToken);
  canaries.set('refresh token', credentials.tokens.refreshToken);
}

describe('the main job', () => {
  it('links a mailbox through the practice sign-in pages', async () => {
    const wrong = await practice.enterProviderApp(ada, {
      credential: { kind: 'secret', value: 'canary-wrong-client-secret', expires: null },
    });
    canaries.set('a wrong client secret', 'canary-wrong-client-secret');
    const refused = await practice.link(ada);
    expect(refused.headers.get('location')).toMatch(/failure=client-secret-wrong/);
    const body = { kind: 'secret', value: practice.provider.clientSecret.value, expires: null };
    await ada.ask(`/api/v1/provider-apps/${wrong}/credentials`, { method: 'POST', body });
    const callback = await practice.signIn(ada);
    canaries.set('authorization code', new URL(callback, 'http://localhost').searchParams.get('code') ?? '');
    expect((await ada.ask(callback)).headers.get('location')).toMatch(/^\/accounts\/\d+\/start$/);
    const [linked] = await accounts();
    await captureTokens(linked?.id ?? '');
  });

  it('makes a key pair, and gives out its public half alone', async () => {
    const body = {
      provider: 'microsoft',
      name: 'Keys',
      access: 'people',
      cloudId: 'global',
      tenant: 'common',
      clientId: null,
      credential: { kind: 'certificate' },
    };
    const made = providerApp.parse((await ada.ask('/api/v1/provider-apps', { method: 'POST', body })).json);
    const path = `/api/v1/provider-apps/${made.id}/credentials/${made.credentials[0]?.id}/certificate`;
    expect((await ada.ask(path)).text).toContain('BEGIN CERTIFICATE');
    const store = await openSecondStore(practice.server.dataDir);
    const [opened] = (await store.openProviderApp(made.id)).credentials;
    await store.close();
    if (opened?.kind !== 'certificate') throw new Error('The app has no certificate');
    // One line of many: ends of lines are written differently in JSON, and a line is too long to be anywhere by chance.
    canaries.set('private key', opened.privateKey.split('\n')[5] ?? '');
  });

  it('synchronises it from the date that the person chose', async () => {
    for (let fresh = 0; fresh < 20; fresh += 1) practice.provider.deliverFreshMail();
    const [linked] = await accounts();
    const start = { since: { kind: 'everything' } };
    await ada.ask(`/api/v1/accounts/${linked?.id}/start`, { method: 'POST', body: start });
    const [synced] = await until(accounts, ([one]) => one?.state === 'watching' && one.messages > 0);
    expect(synced?.failure).toBeNull();
  });

  it('reads a message, marks it read, and the provider hears of it', async () => {
    const [first] = await until(
      () => conversations(),
      (list) => list.length > 0,
    );
    const { messages } = await read(`/api/v1/conversations/${first?.id}`, conversation);
    const newest = messages.at(-1);
    const intent = { kind: 'flag', messageIds: [newest?.id], flag: 'flagged', value: true };
    expect((await ada.ask('/api/v1/intents', { method: 'POST', body: intent })).json).toEqual({
      accepted: 1,
      undo: [],
    });
    expect((await read(`/api/v1/messages/${newest?.id}`, message)).flags).toContain('flagged');
    await until(
      async () => persona().messages.filter(({ flags }) => flags.has('\\Flagged')).length,
      (flagged) => flagged === 1,
    );
    const source = await ada.ask(`/api/v1/messages/${newest?.id}/source`);
    expect(source.status).toBe(200);
    expect(source.text.length).toBeGreaterThan(100);
  });

  it('answers it once, however often the answer is posted', async () => {
    const [linked] = await accounts();
    const [first] = await conversations();
    const { messages } = await read(`/api/v1/conversations/${first?.id}`, conversation);
    const answered = messages.at(-1);
    const body = {
      accountId: linked?.id,
      inReplyTo: answered?.id,
      to: [{ name: '', address: practice.provider.people[1]?.userName }],
      subject: 'Re: the practice',
      html: '<p>A practice answer</p>',
      text: 'A practice answer',
    };
    const headers = { 'idempotency-key': 'one-click' };
    const posted = await Promise.all(
      [1, 2, 3].map(() => ada.ask('/api/v1/outgoing', { method: 'POST', body, headers })),
    );
    const ids = posted.map(({ json }) => outgoing.parse(json).id);
    expect(new Set(ids).size).toBe(1);
    const sent = await until(
      () => read(`/api/v1/outgoing/${ids[0]}`, outgoing),
      ({ state }) => ['sent', 'filed', 'failed', 'unknown'].includes(state),
    );
    expect(sent.failure).toBeNull();
    expect(['sent', 'filed']).toContain(sent.state);
    expect(practice.provider.servers.smtp.transmissions).toHaveLength(1);
  });

  it('keeps no secret in clear text on the disk while the mailbox is linked', expectNoSecretOnDisk);

  it('unlinks it and deletes what it held, without touching the mail at the provider', async () => {
    const inbox = persona().messages.length;
    const [linked] = await accounts();
    const answer = await ada.ask(`/api/v1/accounts/${linked?.id}`, { method: 'DELETE' });
    expect(answer.status).toBe(200);
    await until(accounts, (list) => list.length === 0);
    expect(await conversations()).toEqual([]);
    expect(persona().messages.length).toBe(inbox);
  });
});

describe('the secrets that went in', () => {
  it('are in no answer and no header', () => {
    const seen = ada.seen.join('\n');
    for (const [name, secret] of canaries) expect([name, seen.includes(secret)]).toEqual([name, false]);
    expect(canaries.size).toBe(9);
    expect(canaries.get('private key')).toHaveLength(64);
  });

  it('are in no line of the log', () => {
    const lines = practice.server.log.join('\n');
    for (const [name, secret] of canaries) expect([name, lines.includes(secret)]).toEqual([name, false]);
    expect(lines).not.toContain('A practice answer');
  });

  it('are in no file but that of the key', expectNoSecretOnDisk);
});
