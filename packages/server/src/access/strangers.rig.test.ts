import { failureBody } from '@mailroom/model';
import { type RouteName, routes } from '@mailroom/model/api/index';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { requestOf, routeNames } from '../testing/requests.ts';
import { type SeededMail, seedMail } from '../testing/seed-mail.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let ada: Browser;
let bob: Browser;
let mail: SeededMail;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signedIn();
  bob = await server.member();
  const { id } = z.object({ id: z.string() }).parse((await ada.ask('/api/v1/me')).json);
  mail = await seedMail(server.dataDir, id);
});
afterAll(() => server.close());

/** Ada's id for the `:id` of a route, by the noun in its path. */
function idOf(name: RouteName): string {
  const { path } = routes[name];
  if (path.includes('/accounts/')) return mail.accountId;
  if (path.includes('/conversations/')) return mail.conversationId;
  if (path.includes('/messages/')) return mail.messageId;
  if (path.includes('/outgoing/')) return mail.outgoingId;
  if (path.includes('/folders/')) return mail.folderId;
  if (path.includes('/break-glass/')) return '1';
  throw new Error(`${path} has an id of a noun that this test does not know`);
}

const ofPersons = routeNames.filter((name) => routes[name].access === 'person');
/** What is below one's own name is how one signs in, and tested beside that. */
const withId = ofPersons.filter(
  (name) => routes[name].path.includes(':id') && !routes[name].path.startsWith('/api/v1/me/'),
);
const readsWithId = withId.filter((name) => routes[name].method === 'GET');
const administrators = routeNames.filter((name) => routes[name].access === 'administrator');
const downloads = () => [
  `/api/v1/messages/${mail.messageId}/source`,
  `/api/v1/messages/${mail.messageId}/parts/2`,
];

describe('mail of another person', () => {
  it.each(readsWithId)('is read by its owner with %s', async (name) => {
    const { path, ...options } = requestOf(name, idOf(name));
    expect((await ada.ask(path, options)).status).toBe(200);
  });

  it.each(withId)('is not found by %s, like what never was', async (name) => {
    const { path, ...options } = requestOf(name, idOf(name));
    const stranger = await bob.ask(path, options);
    const absent = await bob.ask(requestOf(name, '987654321').path, options);
    expect(stranger.status).toBe(404);
    expect(failureBody.parse(stranger.json).failure.kind).toBe('not-found');
    expect([stranger.status, stranger.text]).toEqual([absent.status, absent.text]);
  });

  it.each(['', '-1', '0', '1e3', '0x1', '9'.repeat(40), '1;drop', '%00', 'null'])(
    'is not found by the id %j either',
    async (id) => {
      expect((await bob.ask(`/api/v1/messages/${id}`)).status).toBe(404);
    },
  );

  it('is not downloaded', async () => {
    for (const path of downloads()) {
      expect((await ada.ask(path)).status).toBe(200);
      expect((await bob.ask(path)).status).toBe(404);
    }
  });

  it('is in none of the lists', async () => {
    for (const path of [
      'accounts',
      'folders',
      'conversations',
      'conversations?words=quarterly',
      'outgoing',
    ]) {
      const own = await ada.ask(`/api/v1/${path}`);
      const others = await bob.ask(`/api/v1/${path}`);
      expect([path, own.text.length > others.text.length]).toEqual([path, true]);
      expect(others.text).not.toMatch(/quarterly|ada@example\.com|INBOX/);
    }
  });

  it.each([
    () => `/api/v1/folders?accountId=${mail.accountId}`,
    () => `/api/v1/conversations?accountId=${mail.accountId}`,
    () => `/api/v1/conversations?folderId=${mail.folderId}`,
  ])('is not found by a list that names its account or folder', async (path) => {
    expect((await ada.ask(path())).status).toBe(200);
    expect((await bob.ask(path())).status).toBe(404);
  });

  it('cannot be marked, sent from, answered or reconnected', async () => {
    const intent = { kind: 'flag', messageIds: [mail.messageId], flag: 'seen', value: true };
    const post = (path: string, body: unknown) => bob.ask(path, { method: 'POST', body });
    expect((await post('/api/v1/intents', intent)).status).toBe(404);
    const { body } = requestOf('createOutgoing');
    const outgoing = z.record(z.string(), z.unknown()).parse(body);
    expect((await post('/api/v1/outgoing', { ...outgoing, accountId: mail.accountId })).status).toBe(404);
    expect((await post('/api/v1/accounts/link/oauth', { accountId: mail.accountId })).status).toBe(404);
    const own = await seedMail(server.dataDir, await personId(bob));
    const answer = { ...outgoing, accountId: own.accountId, inReplyTo: mail.messageId };
    expect((await post('/api/v1/outgoing', answer)).status).toBe(404);
    const unread = z.object({ flags: z.array(z.string()) });
    expect(unread.parse((await ada.ask(`/api/v1/messages/${mail.messageId}`)).json).flags).toEqual([]);
  });
});

async function personId(browser: Browser): Promise<string> {
  return z.object({ id: z.string() }).parse((await browser.ask('/api/v1/me')).json).id;
}

describe('what is the administrator’s', () => {
  it.each(administrators)('%s is not allowed to a member', async (name) => {
    const { path, ...options } = requestOf(name);
    const answer = await bob.ask(path, options);
    expect(answer.status).toBe(403);
    expect(failureBody.parse(answer.json).failure.kind).toBe('not-allowed');
  });
});
