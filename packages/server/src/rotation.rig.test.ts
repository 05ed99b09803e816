/**
 * A secret is rotated while three accounts synchronise and send, and nobody notices. The whole product runs beside a practice
 * provider whose access tokens are so short-lived that every login asks for a new one.
 */
import { randomBytes } from 'node:crypto';
import { account, outgoing, type ProviderApp, providerApp } from '@mailroom/model';
import { register } from '@mailroom/rig/broken/practice-registration';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Browser } from './testing/browser.ts';
import { type PracticeServer, startPracticeServer } from './testing/practice-server.ts';
import { recordStates, type StateRecord } from './testing/state-record.ts';

const engineProgram = new URL('./engine-thread/worker.ts', import.meta.url);
const patience = { timeout: 60_000, interval: 50 };

/** Seconds; Mailroom renews what is good for less than five minutes, so every login renews. */
const tokenLifetime = 240;
const people = 3;

let practice: PracticeServer;
let ada: Browser;
let app: string;
let record: StateRecord;
let accounts: { id: string; address: string }[];

/** The secrets that the provider knows, as its portal lists them. */
function providerKnows(...values: string[]): void {
  const secrets = values.map((value) => ({ value }));
  register(practice.provider, `${practice.server.address}/oauth2/callback`, { secrets });
}

async function readApp(): Promise<ProviderApp> {
  const schema = z.object({ providerApps: z.array(providerApp) });
  const { providerApps } = schema.parse((await ada.ask('/api/v1/provider-apps')).json);
  const found = providerApps.find(({ id }) => id === app);
  if (!found) throw new Error('The provider app is gone');
  return found;
}

async function readAccounts() {
  return z.object({ accounts: z.array(account) }).parse((await ada.ask('/api/v1/accounts')).json).accounts;
}

async function addSecret(value: string): Promise<void> {
  const body = { kind: 'secret', value, expires: '2099-12-31' };
  const answer = await ada.ask(`/api/v1/provider-apps/${app}/credentials`, { method: 'POST', body });
  expect(answer.status).toBe(200);
}

async function deleteOldSecret(): Promise<void> {
  const old = (await readApp()).credentials.at(-1);
  const path = `/api/v1/provider-apps/${app}/credentials/${old?.id}`;
  expect((await ada.ask(path, { method: 'DELETE' })).status).toBe(200);
}

/** Each account sends to the next one, one message after the other, until it is stopped; mail also arrives from outside. */
class Traffic {
  readonly sent: { subject: string; to: string }[] = [];
  #on = true;
  readonly #ended: Promise<unknown>;

  constructor() {
    this.#ended = Promise.all(accounts.map((_, at) => this.#send(at)));
    // Looked at in `stop`; until then a failure is nobody's unhandled one.
    this.#ended.catch(() => undefined);
  }

  async #send(at: number): Promise<void> {
    const from = accounts[at];
    const to = accounts[(at + 1) % accounts.length];
    while (this.#on) {
      // One word, so that a search finds this message and no other.
      const subject = `rotation${randomBytes(12).toString('hex')}`;
      const body = {
        accountId: from?.id,
        inReplyTo: null,
        to: [{ name: '', address: to?.address }],
        subject,
        html: '<p>x</p>',
        text: 'x',
      };
      const posted = outgoing.parse((await ada.ask('/api/v1/outgoing', { method: 'POST', body })).json);
      practice.provider.deliverFreshMail();
      await vi.waitFor(async () => {
        const { state } = outgoing.parse((await ada.ask(`/api/v1/outgoing/${posted.id}`)).json);
        expect(state).toMatch(/^(sent|filed)$/);
      }, patience);
      this.sent.push({ subject, to: to?.id ?? '' });
    }
  }

  /** Waits until every account has sent something more, each time with a token of its own. */
  async goOn(): Promise<void> {
    const { identity } = practice.provider.servers;
    const [sent, renewed] = [this.sent.length, identity.tokenRequests('refresh_token')];
    await vi.waitFor(() => {
      expect(this.sent.length).toBeGreaterThanOrEqual(sent + 2 * people);
      expect(identity.tokenRequests('refresh_token')).toBeGreaterThanOrEqual(renewed + people);
    }, patience);
  }

  async stop(): Promise<void> {
    this.#on = false;
    await this.#ended;
  }
}

/** Everything that was sent is in the Inbox of whom it was sent to, and left once. */
async function expectAllArrived(sent: Traffic['sent']): Promise<void> {
  const submitted = practice.provider.servers.smtp.transmissions.map(
    ({ submitted }) => /^Subject: (.*)\r$/m.exec(submitted.toString())?.[1],
  );
  for (const { subject, to } of sent) {
    expect(submitted.filter((each) => each === subject)).toHaveLength(1);
    await vi.waitFor(async () => {
      const query = new URLSearchParams({ words: subject, accountId: to, role: 'inbox' });
      const { json } = await ada.ask(`/api/v1/conversations?${query}`);
      const { conversations } = z.object({ conversations: z.array(z.unknown()) }).parse(json);
      expect([subject, conversations.length]).toEqual([subject, 1]);
    }, patience);
  }
}

function expectNoFailureAnywhere(nouns: readonly string[]): void {
  const seen = record.seen();
  expect(seen.filter(({ noun, failure }) => nouns.includes(noun) && failure !== null)).toEqual([]);
  const left = seen.filter(
    ({ noun, state }) => noun === 'accounts' && !/^(syncing|watching)$/.test(state ?? ''),
  );
  expect(left).toEqual([]);
  const unsent = seen.filter(
    ({ state }) => state !== null && /^(waiting|failed|unknown|refused)$/.test(state),
  );
  expect(unsent).toEqual([]);
  // Without these, nothing was looked at.
  expect(seen.some(({ noun, state }) => noun === 'outgoing' && state === 'sent')).toBe(true);
}

beforeAll(async () => {
  practice = await startPracticeServer({ engineProgram });
  const { provider, server } = practice;
  provider.servers.identity.setAccessTokenLifetime(tokenLifetime);
  ada = await server.signedIn();
  app = await practice.enterProviderApp(ada);
  for (let person = 0; person < people; person += 1) await practice.link(ada, { person });
  accounts = await readAccounts();
  expect(accounts).toHaveLength(people);
  const start = { since: { kind: 'everything' } };
  for (const { id } of accounts)
    await ada.ask(`/api/v1/accounts/${id}/start`, { method: 'POST', body: start });
  await vi.waitFor(async () => {
    expect((await readAccounts()).map(({ state }) => state)).toEqual(['watching', 'watching', 'watching']);
  }, patience);
  record = recordStates(server.dataDir);
}, 180_000);
afterAll(async () => {
  record.close();
  await practice.close();
});

it('a secret is rotated while three accounts synchronise and send: no failure visible to anyone', async () => {
  const [first, second] = [practice.provider.clientSecret.value, 'practice~the-second-secret'];
  const answersBefore = ada.seen.length;
  const traffic = new Traffic();
  await traffic.goOn();
  providerKnows(first, second);
  await addSecret(second);
  await traffic.goOn();
  providerKnows(second);
  await traffic.goOn();
  await deleteOldSecret();
  await traffic.goOn();
  await traffic.stop();
  await expectAllArrived(traffic.sent);

  expectNoFailureAnywhere(['accounts', 'outgoing', 'deliveries', 'provider_apps', 'app_credentials']);
  const answers = ada.seen.slice(answersBefore).join('\n');
  expect(answers).toContain('"failure":null');
  expect(answers).not.toContain('"failure":{');
  const warnings = practice.server.log.filter((line) => Number(/"level":(\d+)/.exec(line)?.[1]) >= 40);
  expect(warnings).toEqual([]);
}, 240_000);

it('nor when the new one is entered before the provider knows it, and the old one is deleted there first', async () => {
  const [second, third] = ['practice~the-second-secret', 'practice~the-third-secret'];
  const traffic = new Traffic();
  await addSecret(third);
  await traffic.goOn();
  // Told where it belongs, to whoever looks after the app; the app itself works.
  expect(await readApp()).toMatchObject({
    failure: null,
    credentials: [{ failure: { kind: 'client-secret-wrong' } }, { failure: null }],
  });
  providerKnows(second, third);
  // Once the new one was taken, the old one is not asked with any more.
  await vi.waitFor(
    async () => expect((await readApp()).credentials.map(({ failure }) => failure)).toEqual([null, null]),
    patience,
  );
  providerKnows(third);
  await traffic.goOn();
  await deleteOldSecret();
  await traffic.goOn();
  await traffic.stop();
  await expectAllArrived(traffic.sent);
  expectNoFailureAnywhere(['accounts', 'outgoing', 'deliveries', 'provider_apps']);
}, 240_000);
