/** What a page of another site can make a signed-in person's browser do here: for every route that the server has, whoever wrote it. */
import { failureBody } from '@mailroom/model';
import { livePath, routes } from '@mailroom/model/api/index';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { requestOf, routeNames } from '../testing/requests.ts';
import { type RegisteredRoute, routeTable } from '../testing/route-table.ts';
import { seedMail } from '../testing/seed-mail.ts';
import { administrator, startTestServer, type TestServer } from '../testing/test-server.ts';

const table = await routeTable();
const changing = table
  .filter(({ method }) => method !== 'GET')
  .map((route) => [nameOf(route), route] as const);

const { email, password } = administrator;
let server: TestServer;
let ada: Browser;
let before: number;

/** How far the change log and the audit log have got: whoever changes anything moves one of them. */
async function position(): Promise<number> {
  const { cursor } = z.object({ cursor: z.int() }).parse((await ada.ask('/api/v1/me')).json);
  const { records } = z
    .object({ records: z.array(z.object({ id: z.coerce.number() })) })
    .parse((await ada.ask('/api/v1/audit?limit=1')).json);
  return cursor + (records[0]?.id ?? 0);
}

beforeAll(async () => {
  server = await startTestServer({}, { unlimited: true });
  ada = await server.signedIn();
  const { id } = z.object({ id: z.string() }).parse((await ada.ask('/api/v1/me')).json);
  await seedMail(server.dataDir, id);
  before = await position();
});
afterAll(() => server.close());

function nameOf({ method, url }: RegisteredRoute): string {
  return `${method} ${url}`;
}

/** The body that the server’s own screens send. */
function bodyOf(route: RegisteredRoute): unknown {
  const name = routeNames.find(
    (each) => routes[each].path === route.url && routes[each].method === route.method,
  );
  return name === undefined ? { email, password } : (requestOf(name).body ?? {});
}

function send({ method, url }: RegisteredRoute, headers: Record<string, string>, body?: unknown) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const path = url.replace(/:\w+/g, '1');
  return fetch(`${server.address}${path}`, {
    method,
    redirect: 'manual',
    headers: { cookie: ada.cookie, ...headers },
    ...sent,
  });
}

const fromElsewhere: readonly [string, Record<string, string>][] = [
  ['another site’s page', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['another site’s page in a browser without Fetch Metadata', { origin: 'https://evil.example' }],
  ['a sibling host’s page', { origin: 'http://sibling.localhost', 'sec-fetch-site': 'same-site' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['a browser that tells nothing but its cookies', {}],
];

const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'];

describe('every route that changes something', () => {
  it('is among them, signing in and out included', () => {
    const names = changing.map(([name]) => name);
    expect(names).toContain('POST /api/auth/sign-out');
    expect(names.length).toBeGreaterThan(
      routeNames.filter((name) => routes[name].method !== 'GET').length + 1,
    );
  });

  it.each(changing)(
    '%s is refused to whatever comes from elsewhere, before anything is looked at',
    async (_, route) => {
      for (const [from, headers] of fromElsewhere) {
        const response = await send(route, { 'content-type': 'application/json', ...headers }, bodyOf(route));
        const { failure } = failureBody.parse(await response.json());
        expect([from, response.status, failure.kind]).toEqual([from, 403, 'not-allowed']);
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
      }
    },
  );

  it.each(changing)('%s takes nothing of a type that a form can send', async (_, route) => {
    const headers = { origin: server.address, 'sec-fetch-site': 'same-origin' };
    for (const type of types) {
      const response = await send(route, { ...headers, 'content-type': type }, bodyOf(route));
      expect([type, response.status]).toEqual([type, 400]);
    }
  });

  it.each(changing)('%s is opened to no other origin by a preflight', async (_, { url }) => {
    const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    const response = await send({ method: 'OPTIONS', url }, headers);
    expect(response.status).toBe(404);
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });

  it('has changed nothing by any of that', async () => {
    expect(await position()).toBe(before);
  });
});

describe('the live stream', () => {
  const live = { method: 'GET', url: livePath };

  it.each([
    [
      'with Fetch Metadata',
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
    ],
    ['without', { origin: 'https://evil.example' }],
  ])(
    'is not opened by another origin’s EventSource with credentials, in a browser %s',
    async (_, headers) => {
      const response = await send(live, { accept: 'text/event-stream', ...headers });
      expect(response.status).toBe(403);
      expect(response.headers.get('content-type')).not.toMatch(/event-stream/);
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    },
  );

  it('is shared with no origin that it is opened by', async () => {
    const response = await send(live, { accept: 'text/event-stream', origin: server.address });
    expect(response.status).toBe(200);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(response.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    await response.body?.cancel();
  });
});

describe('what is only read', () => {
  const read = table
    .filter(({ method, url }) => method === 'GET' && url !== livePath)
    .map((route) => [nameOf(route), route] as const);

  it.each(read)('%s tells no other origin’s script anything', async (_, route) => {
    const response = await send(route, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    await response.body?.cancel();
  });
});
