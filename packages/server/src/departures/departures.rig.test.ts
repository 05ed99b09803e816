import { type AccountFate, departure, leaving } from '@mailroom/model';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { ownMailServer } from '../testing/own-mail-server.ts';
import { openSecondStore, seedMail } from '../testing/seed-mail.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
afterEach(() => server.close());

const idOf = async (browser: Browser) =>
  z.object({ id: z.string() }).parse((await browser.ask('/api/v1/me')).json).id;
const post = (browser: Browser, path: string, body: unknown = {}) =>
  browser.ask(path, { method: 'POST', body });

/** Ada administrates; Bob leaves, who has one mailbox. */
async function office(settings: Parameters<typeof startTestServer>[0] = {}) {
  server = await startTestServer(settings);
  const ada = await server.signedIn();
  const bob = await server.member();
  const [adaId, bobId] = [await idOf(ada), await idOf(bob)];
  const mail = await seedMail(server.dataDir, bobId);
  const path = `/api/v1/people/${bobId}/leaving`;
  const leave = (fate: AccountFate) => post(ada, path, { accounts: [{ accountId: mail.accountId, fate }] });
  return { ada, bob, adaId, bobId, mail, path, leave };
}

const toOneself = (adaId: string): AccountFate => ({
  kind: 'hand-over',
  to: adaId,
  reason: 'Nobody else is left',
});

describe('somebody who leaves', () => {
  it('loses what they look at, and the mailbox is its new owner’s, with everything that was done on the screen', async () => {
    const { ada, bob, adaId, mail, path, leave } = await office();
    expect((await ada.ask(`/api/v1/conversations/${mail.conversationId}`)).status).toBe(404);
    const stream = await bob.request('/api/v1/live');
    const ended = stream.text();
    const done = leaving.parse((await leave(toOneself(adaId))).json);
    await ended;
    expect((await bob.ask('/api/v1/me')).status).toBe(401);
    expect(done).toMatchObject({ person: { state: 'deactivated' }, belongings: { sessions: 0 } });
    expect(done.departure?.steps.map(({ kind, doneAt }) => [kind, doneAt !== null])).toEqual([
      ['sign-in', true],
      ['access', true],
      ['account', true],
    ]);
    expect((await ada.ask(`/api/v1/conversations/${mail.conversationId}`)).status).toBe(200);
    expect(leaving.parse((await ada.ask(path)).json)).toEqual(done);
  });

  it('is shown to administrators alone, and nobody lets themselves leave', async () => {
    const { ada, bob, adaId, bobId, path } = await office();
    for (const method of ['GET', 'POST'] as const) {
      const asked = await bob.ask(path, { method, ...(method === 'POST' && { body: { accounts: [] } }) });
      expect(asked.status).toBe(403);
    }
    const own = await post(ada, `/api/v1/people/${adaId}/leaving`, { accounts: [] });
    expect([own.status, own.json]).toMatchObject([409, { failure: { detail: { person: 'yourself' } } }]);
    const stale = await post(ada, path, { accounts: [] });
    expect([stale.status, stale.json]).toMatchObject([409, { failure: { detail: { accounts: 'others' } } }]);
    expect((await ada.ask(`/api/v1/people/${bobId}0/leaving`)).status).toBe(404);
  });

  it('is told by mail what became of their mailbox, once, and by whom it was taken over', async () => {
    const { smtp, settings } = await ownMailServer();
    const { adaId, leave } = await office(settings);
    await leave(toOneself(adaId));
    await server.stop();
    server = await startTestServer(settings, { dataDir: server.dataDir });
    await expect.poll(() => smtp.transmissions.length).toBe(2);
    const texts = smtp.transmissions.map(
      ({ recipients, submitted }) => `${recipients} ${String(submitted).replace(/=\r\n/g, '')}`,
    );
    expect(texts.find((text) => text.startsWith('bob@'))).toMatch(/Nobody else is left/);
    expect(texts.find((text) => text.startsWith('ada@'))).toMatch(/reconnect/);
    const store = await openSecondStore(server.dataDir);
    onTestFinished(() => store.close());
    await expect.poll(() => store.departureLetters.unsent()).toEqual([]);
  });
});

describe('a departure that a process died over', () => {
  it('is gone on with at the next start, and an account whose day has come is unlinked then', async () => {
    const { ada, adaId, bobId, mail, path } = await office();
    const store = await openSecondStore(server.dataDir);
    const by = await store.scopeOf({ id: adaId, role: 'administrator' });
    const fate: AccountFate = { kind: 'purge', on: '2026-01-01' };
    await store.departures.begin(by, bobId, { accounts: [{ accountId: mail.accountId, fate }] });
    await store.close();
    expect(leaving.parse((await ada.ask(path)).json).departure).toMatchObject({ endedAt: null });
    await server.stop();
    server = await startTestServer({}, { dataDir: server.dataDir });
    const again = server.browser();
    await post(again, '/api/auth/sign-in/email', {
      email: 'ada@example.com',
      password: 'correct horse battery',
    });
    const current = async () => leaving.parse((await again.ask(path)).json);
    await expect.poll(async () => (await current()).departure?.endedAt ?? null).not.toBeNull();
    await expect.poll(async () => (await current()).departure?.left.length).toBe(0);
    const audited = await again.ask('/api/v1/audit?action=account.unlinked');
    expect(JSON.stringify(audited.json)).toContain('mailroom');
    expect(departure.parse((await current()).departure).steps).toHaveLength(3);
  });
});
