import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addMember } from '../../testing/add-member.ts';
import type { Browser } from '../../testing/browser.ts';
import { type IdentityWorld, startIdentityWorld, type Who } from '../../testing/identity-world.ts';
import type { PracticeServer } from '../../testing/practice-server.ts';
import { administrator } from '../../testing/test-server.ts';

const { password } = administrator;
const post = (body: unknown) => ({ method: 'POST', body });
const dora = { name: 'Dora', email: 'dora@elsewhere.example' };
const memberPassword = 'another long password';

let world: IdentityWorld;
let practice: PracticeServer;
let ada: Browser;
let app: string;
let doraThere: Who;

beforeAll(async () => {
  world = await startIdentityWorld();
  ({ practice, administrator: ada, app } = world);
  doraThere = world.addPerson(dora);
  for (const email of [person().userName, dora.email])
    await addMember(practice.server.dataDir, { name: 'Member', email, password: memberPassword });
});
afterAll(() => world.close());

const leave = (browser: Browser, providerId: string, next?: string) =>
  world.leave(browser, '/api/v1/sign-in/provider', { providerId, next });
const walk = (authorizeUrl: string, who: Who) => world.walk(authorizeUrl, who);
const arrive = (browser: Browser, path: string) => world.arrive(browser, path);
const person = (at?: number) => world.person(at);
const me = async (browser: Browser) => {
  const { status, json } = await browser.ask('/api/v1/me');
  return status === 200 ? z.object({ email: z.string() }).parse(json).email : status;
};

describe('signing in at an identity provider', () => {
  it('is offered at the provider apps and at the operator’s own provider', async () => {
    const { json } = await practice.server.browser().ask('/api/v1/sign-in');
    expect(json).toEqual({
      password: true,
      recovery: false,
      providers: [
        { id: app, kind: 'microsoft', name: 'Practice' },
        { id: 'openid', kind: 'openid', name: 'Company' },
      ],
    });
  });

  it('opens for whoever has the address that the provider answers for', async () => {
    const browser = practice.server.browser();
    const back = await walk(await leave(browser, app, '/outbox'), person());
    expect(await arrive(browser, back)).toBe('/outbox');
    expect(await me(browser)).toBe(person().userName);
    const other = practice.server.browser();
    expect(await arrive(other, await walk(await leave(other, 'openid'), doraThere))).toBe('/');
    expect(await me(other)).toBe(dora.email);
  });

  it('asks for no access to anybody’s mail', async () => {
    const { searchParams } = new URL(await leave(practice.server.browser(), app));
    expect(searchParams.get('scope')).toBe('openid profile email');
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('nonce')).toBeTruthy();
  });

  it('makes nobody one of the people here', async () => {
    const browser = practice.server.browser();
    const back = await walk(
      await leave(browser, 'openid'),
      world.addPerson({ name: 'Nobody', email: 'nobody@elsewhere.example' }),
    );
    expect(await arrive(browser, back)).toBe('/sign-in?failure=sign-in-unknown');
    expect(await me(browser)).toBe(401);
  });

  it('leads on to Mailroom’s own screens alone', async () => {
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])
      expect(
        (await practice.server.browser().ask('/api/v1/sign-in/provider', post({ providerId: app, next })))
          .status,
      ).toBe(400);
  });
});

describe('a return', () => {
  it('is good in the browser that left and in no other: nobody is signed in as somebody else', async () => {
    const attacker = practice.server.browser();
    const back = await walk(await leave(attacker, app), person());
    const victim = practice.server.browser();
    expect(await arrive(victim, back)).toBe('/sign-in?failure=link-expired');
    await leave(victim, app);
    expect(await arrive(victim, back)).toBe('/sign-in?failure=link-expired');
    expect(await me(victim)).toBe(401);
  });

  it('is good once, also for a browser that has kept the cookie', async () => {
    const browser = practice.server.browser();
    const authorizeUrl = await leave(browser, app);
    const replayer = browser.copy();
    const back = await walk(authorizeUrl, person());
    expect(await arrive(browser, back)).toBe('/');
    expect(await arrive(replayer, back)).toBe('/sign-in?failure=link-expired');
    expect(await me(replayer)).toBe(401);
  });

  it('of one provider is nothing where another was left for (mix-up)', async () => {
    const browser = practice.server.browser();
    const begun = new URL(await leave(browser, app));
    // The other provider's code, with the state of this sign-in, at the address of this one and of the other.
    const other = practice.server.browser();
    const foreign = new URL(await walk(await leave(other, 'openid'), doraThere), practice.server.address);
    foreign.searchParams.set('state', begun.searchParams.get('state') ?? '');
    expect(await arrive(browser.copy(), `${foreign.pathname}${foreign.search}`)).toBe(
      '/sign-in?failure=link-expired',
    );
    const mixed = await arrive(browser, `/oauth2/callback${foreign.search}`);
    expect(mixed).toMatch(/^\/sign-in\?failure=/);
    expect(await me(browser)).toBe(401);
  });

  it('whose state or nonce is another is refused', async () => {
    const browser = practice.server.browser();
    const back = await walk(await leave(browser, app), person());
    expect(await arrive(browser, back.replace(/state=signin\.[^&]{4}/, 'state=signin.AAAA'))).toBe(
      '/sign-in?failure=link-expired',
    );
    // A code that was made for another sign-in, and so with another nonce and verifier.
    const second = practice.server.browser();
    const injected = new URL(await walk(await leave(second, app), person()), practice.server.address);
    const third = practice.server.browser();
    const state = new URL(await leave(third, app)).searchParams.get('state') ?? '';
    injected.searchParams.set('state', state);
    expect(await arrive(third, `${injected.pathname}${injected.search}`)).toMatch(/^\/sign-in\?failure=/);
    expect(await me(third)).toBe(401);
  });
});

describe('connecting a sign-in', () => {
  it('opens for who connected it, and for nobody else who tries', async () => {
    const connect = (browser: Browser, password: string) =>
      world.leave(browser, '/api/v1/me/connected', { password, providerId: app });
    const back = await walk(await connect(ada, password), person(1));
    expect(await arrive(ada, back)).toBe('/settings/security');
    const browser = practice.server.browser();
    await arrive(browser, await walk(await leave(browser, app), person(1)));
    expect(await me(browser)).toBe(administrator.email);

    const bob = await practice.server.member();
    const again = await walk(await connect(bob, memberPassword), person(1));
    expect(await arrive(bob, again)).toBe('/settings/security?failure=sign-in-taken');
  });

  it('is not begun without the password, nor ended in somebody else’s session', async () => {
    expect((await ada.ask('/api/v1/me/connected', post({ providerId: app }))).status).toBe(403);
    const begun = await world.leave(ada, '/api/v1/me/connected', { password, providerId: app });
    const back = await walk(begun, person(2));
    const signedOut = ada.copy();
    await signedOut.ask('/api/auth/sign-in/email', post({ email: dora.email, password: memberPassword }));
    expect(await arrive(signedOut, back)).toBe('/settings/security?failure=link-expired');
  });
});
