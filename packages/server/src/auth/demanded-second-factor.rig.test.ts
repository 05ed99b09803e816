/** The organisation demands a second factor: who has none can set one up, and nothing else, whichever route they try. */
import { failureBody } from '@mailroom/model';
import { type RouteName, routes } from '@mailroom/model/api/index';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpApp } from '../testing/authenticator-app.ts';
import type { Answer, Ask, Browser } from '../testing/browser.ts';
import { requestOf, routeNames } from '../testing/requests.ts';
import { routeTable } from '../testing/route-table.ts';
import { administrator, startTestServer, type TestServer } from '../testing/test-server.ts';

const { password } = administrator;
const post = (body: unknown) => ({ method: 'POST', body });
const kindOf = ({ json }: Answer) => failureBody.safeParse(json).data?.failure.kind;

let server: TestServer;
let ada: Browser;
let key: string;

beforeAll(async () => {
  server = await startTestServer();
  ada = await server.signedIn();
  const wish = { password, name: 'Script', scopes: ['read', 'administration'], days: null };
  const made = await ada.ask('/api/v1/me/keys', post(wish));
  key = z.object({ secret: z.string() }).parse(made.json).secret;
  const signIn = { secondFactor: 'demanded', methods: ['password'] };
  await ada.ask('/api/v1/organisation', { method: 'PATCH', body: { signIn } });
});
afterAll(() => server.close());

const byAddress = new Map(routeNames.map((name) => [`${routes[name].method} ${routes[name].path}`, name]));

/** Every route that the web server has, as one valid request each where the contract says what that is. */
async function everyRequest(): Promise<
  { route: string; name: RouteName | undefined; path: string; ask: Ask }[]
> {
  return (await routeTable()).map(({ method, url }) => {
    const route = `${method} ${url}`;
    const name = byAddress.get(route);
    const { path, ...ask } = name ? requestOf(name) : { path: url.replaceAll(/:\w+/g, '1'), method };
    return {
      route,
      name,
      path,
      ask: ask.method === 'GET' || ask.body !== undefined ? ask : { ...ask, body: {} },
    };
  });
}

it('and every route that needs somebody to be signed in is shut, but those by which a factor is set up', async () => {
  const shut: (RouteName | string)[] = [];
  for (const { route, name, path, ask } of await everyRequest()) {
    if (name && (routes[name].access === 'public' || 'enrolling' in routes[name])) continue;
    if (!name && kindOf(await server.browser().ask(path, ask)) !== 'not-signed-in') continue;
    const told = await ada.ask(path, ask);
    expect([route, told.status, kindOf(told)]).toEqual([route, 403, 'second-factor-demanded']);
    shut.push(name ?? route);
  }
  const needing = routeNames.filter(
    (name) => routes[name].access !== 'public' && !('enrolling' in routes[name]),
  );
  expect(shut).toEqual(expect.arrayContaining([...needing, 'GET /api/v1/live']));
});

it('and those by which it is set up are few, and change nothing else', () => {
  const open = routeNames.filter((name) => 'enrolling' in routes[name]);
  expect(open.sort()).toEqual(['addPasskey', 'beginPasskey', 'beginTotp', 'confirmTotp', 'readSecurity']);
});

it('and an API key of who has none opens as little', async () => {
  const withKey = await server.browser().ask('/api/v1/me', { headers: { authorization: `Bearer ${key}` } });
  expect([withKey.status, kindOf(withKey)]).toEqual([403, 'second-factor-demanded']);
});

it('and whoever sets one up is let in', async () => {
  await setUpApp(ada, password);
  expect((await ada.ask('/api/v1/me')).status).toBe(200);
});
