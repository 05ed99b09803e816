import { join } from 'node:path';
import { openDatabase } from '@mailroom/store/database/open';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Browser } from '../testing/browser.ts';
import { type IdentityWorld, startIdentityWorld, type Who } from '../testing/identity-world.ts';
import { invite } from '../testing/invite.ts';
import { administrator } from '../testing/test-server.ts';

let world: IdentityWorld;
let ada: Browser;
beforeAll(async () => {
  world = await startIdentityWorld();
  ada = world.administrator;
});
afterAll(() => world.close());

const begun = '/api/v1/invitation/provider';
const browser = () => world.practice.server.browser();
const leave = (from: Browser, token: string, providerId = 'openid') =>
  world.leave(from, begun, { token, providerId });

/** Accepts the invitation at the provider, in one browser; answers where it leads. */
async function accept(from: Browser, token: string, who: Who, providerId?: string) {
  return world.arrive(from, await world.walk(await leave(from, token, providerId), who));
}

const me = async (from: Browser) => {
  const { status, json } = await from.ask('/api/v1/me');
  const { name, email, role } = z.record(z.string(), z.unknown()).parse(json);
  return status === 200 ? { name, email, role } : status;
};
const failed = (kind: string, token: string) => `/invitation?failure=${kind}#${token}`;
const people = async () =>
  z.object({ people: z.array(z.object({ email: z.string() })) }).parse((await ada.ask('/api/v1/people')).json)
    .people;
const isOpen = async (token: string) =>
  (await browser().ask('/api/v1/invitation/read', { method: 'POST', body: { token } })).status === 200;

let guests = 0;
const guest = () => {
  guests += 1;
  const person = { name: `Guest ${guests}`, email: `guest${guests}@elsewhere.example` };
  return { ...person, there: world.addPerson(person) };
};

describe('an invitation accepted at an identity provider', () => {
  it('makes whoever was invited one of the people, without a password, and signs them in', async () => {
    const { name, email, there } = guest();
    const { token } = await invite(ada, { email, role: 'administrator' });
    const own = browser();
    expect(await accept(own, token, there)).toBe('/accounts');
    expect(await me(own)).toEqual({ name, email, role: 'administrator' });
    expect((await own.ask('/api/v1/me/security')).json).toMatchObject({
      hasPassword: false,
      connected: [{ kind: 'openid', name: 'Company' }],
    });
    // Next time, the provider alone lets them in.
    const later = browser();
    const again = await world.leave(later, '/api/v1/sign-in/provider', { providerId: 'openid' });
    expect(await world.arrive(later, await world.walk(again, there))).toBe('/');
    expect(await me(later)).toMatchObject({ email });
  });

  it('is good once', async () => {
    const [one, two] = [guest(), guest()];
    const { token } = await invite(ada, {});
    const [first, second] = [browser(), browser()];
    const [back, late] = [
      await world.walk(await leave(first, token), one.there),
      await world.walk(await leave(second, token), two.there),
    ];
    expect(await world.arrive(first, back)).toBe('/accounts');
    expect(await world.arrive(second, late)).toBe(failed('invitation-invalid', token));
    expect(await me(second)).toBe(401);
    expect((await people()).map(({ email }) => email)).not.toContain(two.email);
  });

  it('lets one of two in who come back at once', async () => {
    const both = await Promise.all([guest(), guest()].map(async ({ there }) => ({ own: browser(), there })));
    const { token } = await invite(ada, {});
    const backs = await Promise.all(
      both.map(async ({ own, there }) => world.walk(await leave(own, token), there)),
    );
    const screens = await Promise.all(both.map(({ own }, at) => world.arrive(own, backs[at] ?? '')));
    expect(screens.sort()).toEqual(['/accounts', failed('invitation-invalid', token)]);
  });

  it('is told to be no good alike, used, expired, revoked or made up, before anybody leaves', async () => {
    const used = await invite(ada, {});
    await accept(browser(), used.token, guest().there);
    const revoked = await invite(ada, {});
    await ada.ask(`/api/v1/invitations/${revoked.invitation.id}`, { method: 'DELETE' });
    const expired = await invite(ada, {});
    const db = openDatabase(join(world.practice.server.dataDir, 'mailroom.sqlite'));
    await db
      .updateTable('invitations')
      .set({ expires_at: 1 })
      .where('id', '=', Number(expired.invitation.id))
      .execute();
    await db.destroy();
    const answers = await Promise.all(
      [used.token, revoked.token, expired.token, 'made-up'].map((token) =>
        browser().ask(begun, { method: 'POST', body: { token, providerId: 'openid' } }),
      ),
    );
    const [first] = answers;
    expect(first?.json).toMatchObject({ failure: { kind: 'invitation-invalid' } });
    for (const { status, text, headers } of answers)
      expect([status, text, headers.getSetCookie()]).toEqual([410, first?.text, []]);
  });

  it('that was revoked meanwhile lets nobody in', async () => {
    const { token, invitation } = await invite(ada, {});
    const own = browser();
    const back = await world.walk(await leave(own, token), guest().there);
    await ada.ask(`/api/v1/invitations/${invitation.id}`, { method: 'DELETE' });
    expect(await world.arrive(own, back)).toBe(failed('invitation-invalid', token));
    expect(await me(own)).toBe(401);
  });
});

describe('the address of an invitation', () => {
  it('is that of whoever comes back, or nobody is let in and the invitation stays good', async () => {
    const [invited, other] = [guest(), guest()];
    const { token } = await invite(ada, { email: invited.email });
    const own = browser();
    expect(await accept(own, token, other.there)).toBe(failed('invitation-other-address', token));
    expect(await me(own)).toBe(401);
    expect(await isOpen(token)).toBe(true);
    expect(await accept(own, token, invited.there)).toBe('/accounts');
  });

  it('is what the provider answers for, where it was for nobody in particular', async () => {
    const { email, there } = guest();
    const { token } = await invite(ada, {});
    const own = browser();
    expect(await accept(own, token, there)).toBe('/accounts');
    expect(await me(own)).toMatchObject({ email, role: 'member' });
  });

  it('is not taken from a provider at which anybody can call themselves anything, nor a sign-in twice', async () => {
    const anybodys = `app-${await world.practice.enterProviderApp(ada, { name: 'Anybody', tenant: 'common' })}`;
    const open = await invite(ada, {});
    const own = browser();
    expect(await accept(own, open.token, world.person(1), anybodys)).toBe(
      failed('sign-in-address-unknown', open.token),
    );
    expect(await isOpen(open.token)).toBe(true);
    // With the address in the invitation, the link is what counts.
    const named = await invite(ada, { email: 'named@example.com' });
    expect(await accept(own, named.token, world.person(1), anybodys)).toBe('/accounts');
    expect(await me(own)).toMatchObject({ email: 'named@example.com' });
    const other = await invite(ada, { email: 'other@example.com' });
    expect(await accept(browser(), other.token, world.person(1), anybodys)).toBe(
      failed('sign-in-taken', other.token),
    );
    expect(await isOpen(other.token)).toBe(true);
  });

  it('is nobody’s who is here already', async () => {
    const { token } = await invite(ada, {});
    const adaThere = world.addPerson({ name: 'Ada', email: administrator.email });
    expect(await accept(browser(), token, adaThere)).toBe(failed('conflict', token));
    expect(await isOpen(token)).toBe(true);
  });
});

describe('the return of somebody who accepts an invitation', () => {
  it('is good in the browser that left and in no other: nobody is signed in as somebody else', async () => {
    const { token } = await invite(ada, {});
    const attacker = browser();
    const back = await world.walk(await leave(attacker, token), guest().there);
    const victim = browser();
    expect(await world.arrive(victim, back)).toBe('/sign-in?failure=link-expired');
    expect(await me(victim)).toBe(401);
    expect(await isOpen(token)).toBe(true);
  });

  it('is good once, also for a browser that has kept the cookie', async () => {
    const { token } = await invite(ada, {});
    const own = browser();
    const authorizeUrl = await leave(own, token);
    const replayer = own.copy();
    const back = await world.walk(authorizeUrl, guest().there);
    expect(await world.arrive(own, back)).toBe('/accounts');
    expect(await world.arrive(replayer, back)).toBe(failed('link-expired', token));
    expect(await me(replayer)).toBe(401);
  });

  it('of one provider is nothing where another was left for (mix-up)', async () => {
    const { token } = await invite(ada, {});
    const own = browser();
    const state = new URL(await leave(own, token, world.app)).searchParams.get('state') ?? '';
    const foreign = new URL(
      await world.walk(await leave(browser(), token), guest().there),
      world.practice.server.address,
    );
    foreign.searchParams.set('state', state);
    expect(await world.arrive(own.copy(), `${foreign.pathname}${foreign.search}`)).toBe(
      '/sign-in?failure=link-expired',
    );
    expect(await world.arrive(own, `/oauth2/callback${foreign.search}`)).toMatch(/^\/invitation\?failure=/);
    expect(await me(own)).toBe(401);
    expect(await isOpen(token)).toBe(true);
  });

  it('accepts what it was begun for: a sign-in is no acceptance', async () => {
    const stranger = guest();
    await invite(ada, { email: stranger.email });
    const own = browser();
    const back = await world.walk(
      await world.leave(own, '/api/v1/sign-in/provider', { providerId: 'openid' }),
      stranger.there,
    );
    expect(await world.arrive(own, back)).toBe('/sign-in?failure=sign-in-unknown');
  });
});
