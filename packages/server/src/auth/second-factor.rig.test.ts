import { failureBody, keyNameMaxLength } from '@mailroom/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { setUpApp } from '../testing/authenticator-app.ts';
import type { Answer, Browser } from '../testing/browser.ts';
import { administrator, startTestServer, type TestServer } from '../testing/test-server.ts';

const { email, password } = administrator;
const post = (body: unknown = {}) => ({ method: 'POST', body });
const kindOf = ({ json }: Answer) => failureBody.safeParse(json).data?.failure.kind;

let server: TestServer;
let ada: Browser;
beforeEach(async () => {
  server = await startTestServer();
  ada = await server.signedIn();
});
afterEach(() => server.close());

const enrol = (browser: Browser) => setUpApp(browser, password);

async function halfSignedIn(): Promise<Browser> {
  const browser = server.browser();
  const answer = await browser.ask('/api/auth/sign-in/email', post({ email, password }));
  expect([answer.status, answer.json]).toEqual([200, { secondFactor: true }]);
  return browser;
}

const status = async (browser: Browser) => (await browser.ask('/api/v1/me')).status;
const tokenOf = ({ cookie }: Browser) => /mailroom\.session_token=([^;]+)/.exec(cookie)?.[1];
const tell = (browser: Browser, code: string) => browser.ask('/api/v1/sign-in/totp', post({ code }));

describe('an authenticator app', () => {
  it('is asked for after the password, and the password alone opens nothing', async () => {
    const app = await enrol(ada);
    const browser = await halfSignedIn();
    expect(await status(browser)).toBe(401);
    const { json } = await browser.ask('/api/v1/sign-in/second-factor');
    expect(json).toEqual({ methods: ['totp', 'recovery-code'] });
    expect((await tell(browser, app.code())).status).toBe(204);
    expect(await status(browser)).toBe(200);
  });

  it('ends the sessions that began without it, and not the one that added it', async () => {
    const other = server.browser();
    await other.ask('/api/auth/sign-in/email', post({ email, password }));
    expect(await status(other)).toBe(200);
    await enrol(ada);
    expect([await status(ada), await status(other)]).toEqual([200, 401]);
  });

  it('is not added or removed without the password, however good the session is', async () => {
    for (const told of [{}, { password: 'not the password' }]) {
      const answer = await ada.ask('/api/v1/me/totp', post(told));
      expect([answer.status, kindOf(answer)]).toEqual([403, 'password-wrong']);
    }
    await enrol(ada);
    expect(kindOf(await ada.ask('/api/v1/me/totp/remove', post({})))).toBe('password-wrong');
    expect((await ada.ask('/api/v1/me/totp/remove', post({ password }))).status).toBe(204);
    const browser = server.browser();
    expect((await browser.ask('/api/auth/sign-in/email', post({ email, password }))).status).toBe(204);
  });

  it('has each code used once, by whoever tells it first', async () => {
    const app = await enrol(ada);
    const code = app.code();
    const [one, two] = [await halfSignedIn(), await halfSignedIn()];
    expect((await tell(one, code)).status).toBe(204);
    const again = await tell(two, code);
    expect([again.status, kindOf(again)]).toEqual([403, 'code-wrong']);
    expect(await status(two)).toBe(401);
  });

  it('is shut after five wrong codes, also for the right one', async () => {
    const app = await enrol(ada);
    const browser = await halfSignedIn();
    for (const wrong of ['000001', '000002', '000003', '000004', '000005'])
      expect(kindOf(await tell(browser, wrong))).toBe('code-wrong');
    expect(kindOf(await tell(browser, app.code()))).toBe('not-signed-in');
    expect(await status(browser)).toBe(401);
  });

  it('lets nobody else’s half sign-in be completed with it, nor one that never began', async () => {
    const app = await enrol(ada);
    expect(kindOf(await tell(server.browser(), app.code()))).toBe('not-signed-in');
    const bob = await server.member();
    const code = await tell(bob, app.code());
    expect(kindOf(code)).toBe('not-signed-in');
  });
});

describe('a recovery code', () => {
  it('takes the place of a second factor, once', async () => {
    const { recoveryCodes } = await enrol(ada);
    expect(recoveryCodes).toHaveLength(10);
    const [code = ''] = recoveryCodes;
    const use = async () => {
      const browser = await halfSignedIn();
      return browser.ask('/api/v1/sign-in/recovery-code', post({ code }));
    };
    expect((await use()).status).toBe(204);
    expect(kindOf(await use())).toBe('code-wrong');
    expect((await ada.ask('/api/v1/me/security')).json).toMatchObject({ totp: true, recoveryCodesLeft: 9 });
  });

  it('is worth nothing once others were made', async () => {
    const { recoveryCodes } = await enrol(ada);
    const renewed = await ada.ask('/api/v1/me/recovery-codes', post({ password }));
    expect(renewed.status).toBe(200);
    const browser = await halfSignedIn();
    const [code = ''] = recoveryCodes;
    expect(kindOf(await browser.ask('/api/v1/sign-in/recovery-code', post({ code })))).toBe('code-wrong');
  });
});

describe('a session', () => {
  it('is listed with its device and network, and ended from another one', async () => {
    const phone = server.browser();
    const headers = {
      'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1',
    };
    await phone.ask('/api/auth/sign-in/email', { ...post({ email, password }), headers });
    const listed = await ada.ask('/api/v1/me/sessions');
    const { sessions } = z
      .object({ sessions: z.array(z.looseObject({ id: z.string(), current: z.boolean() })) })
      .parse(listed.json);
    expect(sessions).toMatchObject([
      { current: true },
      {
        current: false,
        browser: 'Safari',
        system: 'iPhone',
        network: expect.stringMatching(/^(127\.0\.0\.0\/24|[0:]+\/48)$/),
      },
    ]);
    const other = sessions[1]?.id ?? '';
    const bob = await server.member();
    expect((await bob.ask(`/api/v1/me/sessions/${other}`, { method: 'DELETE' })).status).toBe(404);
    expect(await status(phone)).toBe(200);
    expect((await ada.ask(`/api/v1/me/sessions/${other}`, { method: 'DELETE' })).status).toBe(204);
    expect([await status(phone), await status(ada)]).toEqual([401, 200]);
  });

  it('is a new one at every sign-in, whatever cookie the browser brought', async () => {
    const fixed = 'mailroom.session_token=chosen.by-somebody-else';
    const browser = server.browser();
    const answer = await browser.ask('/api/auth/sign-in/email', {
      ...post({ email, password }),
      headers: { cookie: fixed },
    });
    expect(answer.headers.getSetCookie().join()).not.toContain('chosen');
    expect((await server.browser().ask('/api/v1/me', { headers: { cookie: fixed } })).status).toBe(401);
    expect(browser.cookie).not.toBe(ada.cookie);
  });

  it('that was planted in a browser is nobody’s who signs in there, with one factor or with two', async () => {
    const bob = await server.member();
    const planted = bob.copy();
    await planted.ask('/api/auth/sign-in/email', post({ email, password }));
    expect(tokenOf(planted)).not.toBe(tokenOf(bob));
    const app = await enrol(ada);
    const again = bob.copy();
    await again.ask('/api/auth/sign-in/email', post({ email, password }));
    // Between the two factors the browser has no session at all: neither the planted one nor a new one.
    const between = [await status(again), tokenOf(again)];
    await tell(again, app.code());
    expect(between).toEqual([401, undefined]);
    expect(tokenOf(again)).not.toBe(tokenOf(bob));
    expect((await again.ask('/api/v1/me')).json).toMatchObject({ email });
    expect((await bob.ask('/api/v1/me')).json).not.toMatchObject({ email });
  });

  it('is another once a second factor was set up: a copy that somebody made before is worth nothing', async () => {
    const copy = ada.copy();
    await enrol(ada);
    expect(tokenOf(ada)).not.toBe(tokenOf(copy));
    expect([await status(ada), await status(copy)]).toEqual([200, 401]);
  });

  it('ends with a new password everywhere but here', async () => {
    const other = server.browser();
    await other.ask('/api/auth/sign-in/email', post({ email, password }));
    const wish = { password, newPassword: 'a wholly new password' };
    expect((await ada.ask('/api/v1/me/password', post(wish))).status).toBe(204);
    expect([await status(ada), await status(other)]).toEqual([200, 401]);
    const old = await server.browser().ask('/api/auth/sign-in/email', post({ email, password }));
    expect(old.status).toBe(401);
  });
});

describe('an API key', () => {
  const made = z.object({ key: z.object({ id: z.string(), start: z.string() }), secret: z.string() });

  async function key(scopes: string[], days: number | null = 30) {
    const answer = await ada.ask('/api/v1/me/keys', post({ password, name: 'Script', scopes, days }));
    const { key, secret } = made.parse(answer.json);
    const ask = (path: string, options: object = {}) =>
      server.browser().ask(path, { ...options, headers: { authorization: `Bearer ${secret}` } });
    return { ...key, secret, ask };
  }

  it('does what its scopes say, in its person’s name, and nothing else', async () => {
    const script = await key(['read']);
    expect((await script.ask('/api/v1/me')).json).toMatchObject({ email });
    expect((await script.ask('/api/v1/conversations')).status).toBe(200);
    const intent = { kind: 'flag', messageIds: ['1'], flag: 'seen', value: true };
    expect(kindOf(await script.ask('/api/v1/intents', post(intent)))).toBe('key-scope-missing');
    expect(kindOf(await script.ask('/api/v1/provider-apps'))).toBe('key-scope-missing');
  });

  it('reaches nothing of how its person signs in, whatever its scopes', async () => {
    const script = await key(['read', 'organise', 'send', 'accounts', 'administration']);
    expect((await script.ask('/api/v1/provider-apps')).status).toBe(200);
    for (const path of ['sessions', 'keys', 'security'])
      expect(kindOf(await script.ask(`/api/v1/me/${path}`))).toBe('key-scope-missing');
    const wish = { password, newPassword: 'a wholly new password' };
    expect(kindOf(await script.ask('/api/v1/me/password', post(wish)))).toBe('key-scope-missing');
  });

  it('is listed by how it begins and when it was used, and is never told again', async () => {
    const { secret, start, ask } = await key(['read']);
    expect(secret.startsWith(start)).toBe(true);
    await ask('/api/v1/me');
    const listed = await ada.ask('/api/v1/me/keys');
    expect(listed.json).toMatchObject({ keys: [{ name: 'Script', scopes: ['read'], start }] });
    expect(
      z.object({ keys: z.array(z.object({ usedAt: z.iso.datetime() })) }).safeParse(listed.json).success,
    ).toBe(true);
    expect(listed.text).not.toContain(secret);
  });

  it('has a name as long as a name may be', async () => {
    const wish = { password, name: 'x'.repeat(keyNameMaxLength), scopes: ['read'], days: null };
    expect((await ada.ask('/api/v1/me/keys', post(wish))).status).toBe(200);
  });

  it('is refused once it is ended, and cannot be ended by somebody else', async () => {
    const { id, ask } = await key(['read'], null);
    const bob = await server.member();
    expect((await bob.ask(`/api/v1/me/keys/${id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await ask('/api/v1/me')).status).toBe(200);
    await ada.ask(`/api/v1/me/keys/${id}`, { method: 'DELETE' });
    expect((await ask('/api/v1/me')).status).toBe(401);
  });

  it('is not made without the password, nor for administration by a member', async () => {
    const wish = { name: 'Script', scopes: ['read'], days: 30 };
    expect(kindOf(await ada.ask('/api/v1/me/keys', post(wish)))).toBe('password-wrong');
    const bob = await server.member();
    const more = { ...wish, password: 'another long password', scopes: ['administration'] };
    expect(kindOf(await bob.ask('/api/v1/me/keys', post(more)))).toBe('not-allowed');
  });

  it('is the only thing that counts where it is told: a wrong one is not made good by a cookie', async () => {
    const answer = await ada.ask('/api/v1/me', { headers: { authorization: 'Bearer mailroom_wrong' } });
    expect(answer.status).toBe(401);
  });
});
