import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SignInStuck } from '../../walk/sign-in.ts';
import { MAIL_SCOPE } from '../index.ts';
import { callback, type GoogleWorld, googleWorld, scopes } from '../testing/google-world.ts';

let world: GoogleWorld;

beforeEach(async () => {
  world = await googleWorld();
});
afterEach(() => world.server.close());

/** The reason on the page that answers this address, which must not lead anywhere else. */
async function blockedBy(url: string): Promise<string | undefined> {
  const leads = await fetch(url, { redirect: 'manual' });
  const location = leads.headers.get('location') ?? '';
  expect(location).toMatch(/^\/signin\/oauth\/error\?authError=[\w-]+/);
  const response = await fetch(new URL(location, url), { redirect: 'manual' });
  expect(response.headers.get('location')).toBeNull();
  const text = await response.text();
  expect(text).toContain('not Google');
  return /Error (\d+: \w+)/.exec(text)?.[1];
}

describe('what is wrong with a request is shown on a page, and the application never hears of it', () => {
  test.each([
    ['an unknown client', { client_id: '1-nobody.apps.googleusercontent.com' }, '401: invalid_client'],
    ['another redirect URI', { redirect_uri: `${callback}/` }, '400: redirect_uri_mismatch'],
    [
      'another port of localhost',
      { redirect_uri: 'http://localhost:4000/oauth/callback' },
      '400: redirect_uri_mismatch',
    ],
    ['an unknown scope', { scope: 'openid https://mail.google.com/fly' }, '400: invalid_scope'],
    ['no scope', { scope: '' }, '400: invalid_request'],
    ['another response type', { response_type: 'token' }, '400: unsupported_response_type'],
    ['an unknown prompt', { prompt: 'login' }, '400: invalid_request'],
  ])('%s', async (_, parameters, reason) => {
    expect(await blockedBy(world.authorizeUrl(parameters))).toBe(reason);
  });

  test('a disabled client', async () => {
    world.put({ disabled: true });
    expect(await blockedBy(world.authorizeUrl())).toBe('403: disabled_client');
  });
});

describe('who may come in', () => {
  const stuck = (error: string) => new SignInStuck(`Error ${error}`);

  test('an internal client is for its organisation: org_internal', async () => {
    world.put({ audience: 'internal', organisation: 'heron.example' });
    expect((await world.signIn()).get('code')).toMatch(/^4\/0A/);
    await expect(world.signIn({}, { person: world.dora })).rejects.toThrow(stuck('403: org_internal'));
  });

  test('a client in testing is for its test users: access_denied', async () => {
    world.put({ publishing: 'testing', verified: false, testUsers: ['ADA@heron.example'] });
    expect((await world.signIn()).get('code')).not.toBeNull();
    await expect(world.signIn({}, { person: world.dora })).rejects.toThrow(stuck('403: access_denied'));
  });

  test('an organisation may keep applications out: admin_policy_enforced, but not those that only ask who one is', async () => {
    world.server.putOrganisation('heron.example', true);
    await expect(world.signIn()).rejects.toThrow(stuck('400: admin_policy_enforced'));
    expect((await world.signIn({ scope: 'openid email' })).get('code')).not.toBeNull();
    expect((await world.signIn({}, { person: world.dora })).get('code')).not.toBeNull();
  });

  test('a wrong password or name leads nowhere', async () => {
    const wrong = { ...world.ada, password: 'wrong' };
    await expect(world.signIn({}, { person: wrong })).rejects.toThrow(/Wrong password/);
    const nobody = { ...world.ada, email: 'nobody@heron.example' };
    await expect(world.signIn({}, { person: nobody })).rejects.toThrow(/Could not find/);
  });
});

describe('consent', () => {
  test('gives a code with the scopes as Google spells them, and the state', async () => {
    const answer = await world.signIn();
    expect(answer.get('state')).toBe('of this browser');
    expect(answer.get('hd')).toBe('heron.example');
    expect(answer.get('scope')?.split(' ')).toEqual([
      'openid',
      'https://www.googleapis.com/auth/userinfo.email',
      'https://www.googleapis.com/auth/userinfo.profile',
      MAIL_SCOPE,
    ]);
  });

  test('can be given without the mail, and the answer says so', async () => {
    const answer = await world.signIn({}, { untick: [MAIL_SCOPE] });
    expect(answer.get('code')).not.toBeNull();
    expect(answer.get('scope')).not.toContain(MAIL_SCOPE);
  });

  test('can be refused: access_denied goes to the application', async () => {
    const answer = await world.signIn({}, { consent: 'cancel' });
    expect([answer.get('error'), answer.get('state')]).toEqual(['access_denied', 'of this browser']);
  });

  test('is asked for once, and again with prompt=consent', async () => {
    const cookies = new Map<string, string>();
    await world.signIn({}, { cookies });
    expect((await world.signIn({}, { cookies })).get('prompt')).toBe('none');
    expect((await world.signIn({ prompt: 'consent' }, { cookies })).get('prompt')).toBe('consent');
  });
});

describe('the pages', () => {
  const pageAt = async (cookies: Map<string, string>, parameters = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(world.authorizeUrl(parameters), { headers: { cookie } });
    return response.text();
  };

  test('the account chooser offers who is signed in, and another account', async () => {
    const cookies = new Map<string, string>();
    await world.signIn({}, { cookies });
    await world.signIn({}, { cookies, person: world.dora });
    const html = await pageAt(cookies);
    expect(html).toContain('data-page="account"');
    expect(html).toContain('ada@heron.example');
    expect(html).toContain('dora@gmail.example');
    expect(html).toContain('id="other-account"');
    expect(await pageAt(cookies, { login_hint: 'new@heron.example' })).toContain('data-page="account"');
  });

  test('an application that Google has not verified is warned of before it may ask for mail', async () => {
    world.put({ verified: false });
    const cookies = new Map<string, string>();
    await world.signIn({ scope: 'openid email' }, { cookies });
    const html = await pageAt(cookies, { login_hint: 'ada@heron.example' });
    expect(html).toContain('data-page="unverified"');
    expect((await world.signIn({}, { cookies })).get('code')).not.toBeNull();
    const back = await world.signIn({ prompt: 'consent' }, { cookies, consent: 'cancel' });
    expect(back.get('error')).toBe('access_denied');
  });

  test('prompt=none shows none: interaction_required, or a code where nothing is to be asked', async () => {
    expect((await world.signIn({ prompt: 'none' })).get('error')).toBe('interaction_required');
    const cookies = new Map<string, string>();
    await world.signIn({}, { cookies });
    expect((await world.signIn({ prompt: 'none' }, { cookies })).get('code')).not.toBeNull();
    world.server.withdrawConsent(world.ada, world.client.clientId);
    expect((await world.signIn({ prompt: 'none' }, { cookies })).get('error')).toBe('interaction_required');
  });

  test('a page belongs to the browser that began, and consent cannot be posted where none is due', async () => {
    const begun = await fetch(world.authorizeUrl(), { redirect: 'manual' });
    const address = new URL(begun.headers.get('location') ?? '', world.server.origin).href;
    expect(await blockedBy(address)).toBe('400: invalid_request');
    const cookie = (begun.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    const html = await (await fetch(address, { headers: { cookie } })).text();
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
    const forged = await fetch(`${world.server.origin}/signin`, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams({
        ctx: field('ctx'),
        canary: field('canary'),
        step: 'consent',
        consent: 'accept',
        scope: scopes,
      }),
    });
    expect(await forged.text()).toContain('data-page="username"');
  });
});

test('the console takes no redirect URI that is neither https nor local, or a bare address', () => {
  for (const uri of ['http://mail.example/cb', 'https://192.0.2.7/cb', 'https://mail.example/cb#x', '/cb']) {
    expect(() => world.put({ redirectUris: [uri] })).toThrow(RangeError);
  }
});
