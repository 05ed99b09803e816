/** A session that ends takes with it whatever it has open, and nothing else. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { administrator, startTestServer, type TestServer } from '../testing/test-server.ts';

const { email, password } = administrator;
const post = (body: unknown = {}) => ({ method: 'POST', body });

let server: TestServer;
let here: Browser;
let there: Browser;

beforeAll(async () => {
  server = await startTestServer();
  here = await server.signedIn();
});
afterAll(() => server.close());
beforeEach(async () => {
  await here.ask('/api/v1/me/sessions/end-others', post());
  there = server.browser();
  await there.ask('/api/auth/sign-in/email', post({ email, password }));
});

/** A live stream, and whether it is over. */
async function follow(browser: Browser) {
  const stream = { over: false, end: Promise.resolve() };
  const response = await browser.request('/api/v1/live');
  stream.end = response.text().then(() => {
    stream.over = true;
  });
  return stream;
}

const status = async (browser: Browser) => (await browser.ask('/api/v1/me')).status;
const sessions = async () =>
  z
    .object({ sessions: z.array(z.object({ id: z.string(), current: z.boolean() })) })
    .parse((await here.ask('/api/v1/me/sessions')).json).sessions;

describe('the live stream of a session ends', () => {
  const ends: [string, () => Promise<unknown>][] = [
    [
      'that is ended by itself',
      async () => {
        const other = (await sessions()).find(({ current }) => !current);
        return here.ask(`/api/v1/me/sessions/${other?.id}`, { method: 'DELETE' });
      },
    ],
    ['when all others are ended', () => here.ask('/api/v1/me/sessions/end-others', post())],
    ['that signs out', () => there.ask('/api/auth/sign-out', post())],
    [
      'when the password is changed elsewhere',
      () => here.ask('/api/v1/me/password', post({ password, newPassword: password })),
    ],
  ];

  it.each(ends)('%s, and the one beside it goes on', async (_, end) => {
    const [own, other] = [await follow(here), await follow(there)];
    await end();
    await other.end;
    expect([own.over, await status(here), await status(there)]).toEqual([false, 200, 401]);
  });

  it('not when the password is changed and the others are to stay', async () => {
    const stream = await follow(there);
    await here.ask('/api/v1/me/password', post({ password, newPassword: password, endOthers: false }));
    expect([stream.over, await status(there)]).toEqual([false, 200]);
  });
});

it('the live stream of an API key ends with the key', async () => {
  const wish = { password, name: 'Script', scopes: ['read'], days: null };
  const made = await here.ask('/api/v1/me/keys', post(wish));
  const { key, secret } = z
    .object({ key: z.object({ id: z.string() }), secret: z.string() })
    .parse(made.json);
  const headers = { authorization: `Bearer ${secret}` };
  const stream = await server.browser().request('/api/v1/live', { headers });
  const end = stream.text();
  await here.ask(`/api/v1/me/keys/${key.id}`, { method: 'DELETE' });
  await end;
  expect((await server.browser().ask('/api/v1/me', { headers })).status).toBe(401);
});
