/** The organisation closes ways to sign in: whoever is let in by one of them is shut out, and who must be able to mend it is not. */
import { failureBody } from '@mailroom/model';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Answer, Browser } from '../testing/browser.ts';
import { type IdentityWorld, startIdentityWorld } from '../testing/identity-world.ts';
import { invite } from '../testing/invite.ts';
import { administrator, member, type TestServer } from '../testing/test-server.ts';

const post = (body: unknown) => ({ method: 'POST', body });
const kindOf = ({ json }: Answer) => failureBody.safeParse(json).data?.failure.kind;

let world: IdentityWorld;
let server: TestServer;
let ada: Browser;
let bob: Browser;
beforeAll(async () => {
  world = await startIdentityWorld();
  ({ server } = world.practice);
  ada = world.administrator;
  bob = await server.member();
});
afterAll(() => world.close());
beforeEach(() => leave(['password', 'microsoft', 'google', 'oidc']));

/** Leaves these ways open, and no others. */
async function leave(methods: readonly string[]): Promise<void> {
  const signIn = { secondFactor: 'optional', methods };
  await ada.ask('/api/v1/organisation', { method: 'PATCH', body: { signIn } });
}

const signIn = (told: { email: string; password: string }) =>
  server.browser().ask('/api/auth/sign-in/email', post({ email: told.email, password: told.password }));
const providers = async () =>
  z
    .object({ providers: z.array(z.object({ kind: z.string() })) })
    .parse((await server.browser().ask('/api/v1/sign-in')).json)
    .providers.map(({ kind }) => kind);

describe('where nobody signs in with a password', () => {
  beforeEach(() => leave(['microsoft', 'oidc']));

  it('a member’s opens nothing and leaves no session behind', async () => {
    const refused = await signIn(member);
    expect([refused.status, kindOf(refused)]).toEqual([422, 'sign-in-way-closed']);
    expect(refused.headers.getSetCookie()).toEqual([]);
    const { sessions } = z
      .object({ sessions: z.array(z.unknown()) })
      .parse((await bob.ask('/api/v1/me/sessions')).json);
    expect(sessions).toHaveLength(1);
  });

  it('a wrong one is told as ever, so that nobody learns of an address by it', async () => {
    const [wrong, unknown] = [
      await signIn({ ...member, password: 'not the password' }),
      await signIn({ email: 'nobody@example.com', password: 'not the password' }),
    ];
    expect(kindOf(wrong)).toBe('not-signed-in');
    expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text]);
  });

  it('an administrator’s still opens: with a provider that fails, nobody else could mend it', async () => {
    expect((await signIn(administrator)).status).toBe(204);
  });

  it('no member joins with one, and the invitation stays good for a provider', async () => {
    const { token } = await invite(ada, {});
    const read = await server.browser().ask('/api/v1/invitation/read', post({ token }));
    expect(read.json).toMatchObject({ password: false });
    const body = { token, name: 'Grace', email: 'grace@example.com', password: 'a long password' };
    expect(kindOf(await server.browser().ask('/api/v1/invitation/accept', post(body)))).toBe(
      'sign-in-way-closed',
    );
    const there = world.addPerson({ name: 'Grace', email: 'grace@elsewhere.example' });
    const own = server.browser();
    const begun = await world.leave(own, '/api/v1/invitation/provider', { token, providerId: 'openid' });
    expect(await world.arrive(own, await world.walk(begun, there))).toBe('/accounts');
  });

  it('an administrator may join with one', async () => {
    const { token } = await invite(ada, { role: 'administrator' });
    const read = await server.browser().ask('/api/v1/invitation/read', post({ token }));
    expect(read.json).toMatchObject({ password: true });
  });

  it('the last sign-in elsewhere is kept, though its person has a password', async () => {
    const password = member.password;
    const begun = await world.leave(bob, '/api/v1/me/connected', { password, providerId: 'openid' });
    const there = world.addPerson({ name: 'Bob', email: 'bob@elsewhere.example' });
    expect(await world.arrive(bob, await world.walk(begun, there))).toBe('/settings/security');
    const { connected } = z
      .object({ connected: z.array(z.object({ id: z.string() })) })
      .parse((await bob.ask('/api/v1/me/security')).json);
    const disconnect = () => bob.ask(`/api/v1/me/connected/${connected[0]?.id}/remove`, post({ password }));
    expect((await disconnect()).json).toMatchObject({
      failure: { kind: 'conflict', detail: { connected: 'last-way-in' } },
    });
    // Beside a provider that is offered no more, it is the last one as well; beside a password that opens, it is not.
    await leave(['microsoft']);
    expect((await disconnect()).status).toBe(409);
    await leave(['password', 'oidc']);
    expect((await disconnect()).status).toBe(204);
  });
});

describe('where nobody signs in at a provider', () => {
  it('it is not offered, and cannot be left for', async () => {
    expect(await providers()).toEqual(['microsoft', 'openid']);
    await leave(['password', 'microsoft']);
    expect(await providers()).toEqual(['microsoft']);
    const body = { providerId: 'openid' };
    expect((await server.browser().ask('/api/v1/sign-in/provider', post(body))).status).toBe(404);
  });

  it('whoever had left before is let in no more', async () => {
    const there = world.addPerson({ name: 'Late', email: 'late@elsewhere.example' });
    const { token } = await invite(ada, {});
    const own = server.browser();
    const begun = await world.leave(own, '/api/v1/invitation/provider', { token, providerId: 'openid' });
    const back = await world.walk(begun, there);
    await leave(['password']);
    expect(await world.arrive(own, back)).toBe(`/invitation?failure=not-found#${token}`);
    expect((await own.ask('/api/v1/me')).status).toBe(401);
  });
});

it('an address that its person alone vouches for opens to nobody who signs in elsewhere with it', async () => {
  const email = 'claimed@elsewhere.example';
  const { token } = await invite(ada, {});
  const body = { token, name: 'Eve', email, password: 'the password of Eve' };
  expect((await server.browser().ask('/api/v1/invitation/accept', post(body))).status).toBe(200);
  const there = world.addPerson({ name: 'Owner', email });
  const own = server.browser();
  const begun = await world.leave(own, '/api/v1/sign-in/provider', { providerId: 'openid' });
  expect(await world.arrive(own, await world.walk(begun, there))).toBe('/sign-in?failure=sign-in-unknown');
});
