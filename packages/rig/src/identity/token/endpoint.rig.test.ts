import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  allScopes,
  callback,
  mailScope,
  type PracticeWorld,
  practiceWorld,
  secretId,
} from '../testing/practice-world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
let world: PracticeWorld;

beforeEach(async () => {
  world = await practiceWorld();
});
afterEach(() => world.server.close());

const codeOf = async () => (await world.signIn()).get('code') ?? '';
/** Redeems a fresh code unless the changes bring one, or leave it out. */
const redeem = async (changes: Readonly<Record<string, string | undefined>> = {}, tenant?: string) => {
  const code = 'code' in changes ? {} : { code: await codeOf() };
  return world.token({ grant_type: 'authorization_code', scope: mailScope, ...code, ...changes }, tenant);
};
const refresh = (refreshToken: string, changes: Readonly<Record<string, string | undefined>> = {}) =>
  world.token({ grant_type: 'refresh_token', refresh_token: refreshToken, scope: mailScope, ...changes });

test('a refusal has the shape of Microsoft: number, trace, correlation, time and where to read more', async () => {
  world.clock.now = Date.UTC(2026, 10, 20, 23, 42, 27);
  const { status, body } = await redeem({ client_secret: 'wrong' });
  expect(status).toBe(401);
  expect(body).toEqual({
    error: 'invalid_client',
    error_description: expect.stringMatching(/^AADSTS7000215: .* Timestamp: 2026-11-20 23:42:27Z$/),
    error_codes: [7000215],
    timestamp: '2026-11-20 23:42:27Z',
    trace_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    correlation_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    error_uri: `${world.server.origin}/error?code=7000215`,
  });
  const explainer = await fetch(String(body.error_uri));
  expect(await explainer.text()).toContain('AADSTS7000215');
});

describe('the application', () => {
  test('wrong secret: 7000215; the Secret ID in its place: the same number, and the text says so', async () => {
    const wrong = await redeem({ client_secret: 'wrong' });
    expect([wrong.status, wrong.code, wrong.text('error')]).toEqual([401, 7000215, 'invalid_client']);
    expect(wrong.text('error_description')).not.toContain('secret ID');
    const id = await redeem({ client_secret: secretId });
    expect(id.code).toBe(7000215);
    expect(id.text('error_description')).toContain('not the client secret ID');
  });

  test('expired secret: 7000222', async () => {
    const code = await codeOf();
    world.clock.now += 731 * DAY;
    const answer = await redeem({ code });
    expect([answer.status, answer.code, answer.text('error')]).toEqual([401, 7000222, 'invalid_client']);
  });

  test('no secret: 7000218', async () => {
    const answer = await redeem({ client_secret: undefined });
    expect([answer.status, answer.code, answer.text('error')]).toEqual([401, 7000218, 'invalid_client']);
  });

  test('unknown: 700016; disabled: 7000112; both unauthorized_client', async () => {
    const unknown = await redeem({ client_id: secretId });
    expect([unknown.status, unknown.code, unknown.text('error')]).toEqual([
      400,
      700016,
      'unauthorized_client',
    ]);
    const code = await codeOf();
    world.register({ disabled: true });
    const disabled = await redeem({ code });
    expect([disabled.status, disabled.code, disabled.text('error')]).toEqual([
      400,
      7000112,
      'unauthorized_client',
    ]);
  });

  test('tenant unknown: 90002; single-tenant application on /common: 50194', async () => {
    expect((await redeem({}, 'nobody.example')).code).toBe(90002);
    const code = await codeOf();
    world.register({ audience: 'AzureADMyOrg' });
    expect((await redeem({ code }, 'common')).code).toBe(50194);
    expect((await redeem({ code }, world.heron.id)).status).toBe(200);
  });
});

describe('the request', () => {
  test.each(['grant_type', 'client_id', 'code', 'redirect_uri'])('without %s: 900144', async (parameter) => {
    const answer = await redeem({ [parameter]: undefined });
    expect([answer.status, answer.code]).toEqual([400, 900144]);
    expect(answer.text('error_description')).toContain(`'${parameter}'`);
  });

  test('JSON in place of a form is a form without parameters: 900144', async () => {
    const response = await fetch(`${world.server.origin}/common/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'authorization_code' }),
    });
    expect(await response.json()).toMatchObject({ error: 'invalid_request', error_codes: [900144] });
  });

  test('a parameter given twice: 9002313; GET: 900561; an unknown grant type: 70003', async () => {
    const url = `${world.server.origin}/common/oauth2/v2.0/token`;
    const twice = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams([
        ['code', 'a'],
        ['code', 'b'],
      ]),
    });
    expect(await twice.json()).toMatchObject({ error_codes: [9002313] });
    expect(await (await fetch(url)).json()).toMatchObject({ error_codes: [900561] });
    const unknown = await world.token({ grant_type: 'password' });
    expect([unknown.code, unknown.text('error')]).toEqual([70003, 'unsupported_grant_type']);
  });
});

describe('an authorization code', () => {
  test('is good once: 54005 the second time', async () => {
    const code = await codeOf();
    expect((await redeem({ code })).status).toBe(200);
    const again = await redeem({ code });
    expect([again.status, again.code, again.text('error')]).toEqual([400, 54005, 'invalid_grant']);
  });

  test('is good for ten minutes: 70008 afterwards', async () => {
    const [early, late] = [await codeOf(), await codeOf()];
    world.clock.now += 10 * MINUTE - 1;
    expect((await redeem({ code: early })).status).toBe(200);
    world.clock.now += 1;
    expect((await redeem({ code: late })).code).toBe(70008);
  });

  test('belongs to one application and one directory', async () => {
    const code = await codeOf();
    expect((await redeem({ code: 'made up' })).code).toBe(70000);
    const other = world.register({ name: 'Another app', secrets: [{ value: 'another secret' }] });
    const stolen = await redeem({ code, client_id: other.clientId, client_secret: 'another secret' });
    expect(stolen.code).toBe(70000);
    expect((await redeem({ code }, 'otter.example')).code).toBe(700005);
    expect((await redeem({ code }, 'heron.example')).status).toBe(200);
  });

  test('needs the verifier of its challenge: 501481', async () => {
    expect((await redeem({ code_verifier: 'x'.repeat(43) })).code).toBe(501481);
    expect((await redeem({ code_verifier: undefined })).code).toBe(501481);
  });

  test('needs the same redirect URI: 500112', async () => {
    expect((await redeem({ redirect_uri: `${callback}/` })).code).toBe(500112);
  });

  test('gives a token for one resource only: 28000, and the code stays good', async () => {
    const code = await codeOf();
    const several = await redeem({ code, scope: allScopes });
    expect([several.status, several.code]).toEqual([400, 28000]);
    const unsaid = await redeem({ code, scope: undefined });
    expect(unsaid.code).toBe(28000);
    expect((await redeem({ code })).status).toBe(200);
  });

  test('gives no permission that was not consented to: 65001 with suberror consent_required', async () => {
    const code = (
      await world.signIn({ scope: 'openid https://outlook.office.com/IMAP.AccessAsUser.All' })
    ).get('code');
    const answer = await redeem({ code: code ?? '' });
    expect([answer.code, answer.text('error'), answer.text('suberror')]).toEqual([
      65001,
      'invalid_grant',
      'consent_required',
    ]);
  });
});

describe('a refresh token', () => {
  test('is replaced at every use, and the old one still works', async () => {
    const first = (await world.link()).text('refresh_token');
    const second = (await refresh(first)).text('refresh_token');
    expect(second).not.toBe('');
    expect(second).not.toBe(first);
    expect((await refresh(first)).status).toBe(200);
    expect((await refresh(second)).status).toBe(200);
  });

  test('is not bound to a resource: the same one gets a token for Graph', async () => {
    const token = (await world.link()).text('refresh_token');
    const answer = await refresh(token, { scope: 'https://graph.microsoft.com/User.Read' });
    expect(answer.text('scope')).toBe('https://graph.microsoft.com/User.Read');
  });

  test('names several resources: the token is for the first', async () => {
    const token = (await world.link()).text('refresh_token');
    expect((await refresh(token, { scope: `User.Read ${mailScope}` })).text('scope')).toContain('User.Read');
    expect((await refresh(token, { scope: `${mailScope} User.Read` })).text('scope')).not.toContain(
      'User.Read',
    );
  });

  test('needs a scope: 90009 without, 70000 for one that was not granted', async () => {
    const token = (await world.link()).text('refresh_token');
    const without = await refresh(token, { scope: undefined });
    expect([without.code, without.text('error')]).toEqual([90009, 'invalid_request']);
    const more = await refresh(token, { scope: 'https://outlook.office.com/Mail.ReadWrite' });
    expect([more.code, more.text('error')]).toEqual([70000, 'invalid_grant']);
  });

  test('expires after 90 days without use: 700082; use starts the 90 days anew', async () => {
    const first = (await world.link()).text('refresh_token');
    world.clock.now += 89 * DAY;
    const second = (await refresh(first)).text('refresh_token');
    world.clock.now += 2 * DAY;
    const expired = await refresh(first);
    expect([expired.status, expired.code, expired.text('error')]).toEqual([400, 700082, 'invalid_grant']);
    expect((await refresh(second)).status).toBe(200);
  });

  test('can be made to expire, or be revoked with all of the same person: 700082, 50173', async () => {
    const ada = (await world.link()).text('refresh_token');
    const bruno = (await world.link({ person: world.bruno })).text('refresh_token');
    world.server.expireRefreshTokens(world.ada);
    expect((await refresh(ada)).code).toBe(700082);
    world.server.revokeGrants(world.bruno);
    const revoked = await refresh(bruno);
    expect([revoked.code, revoked.text('error')]).toEqual([50173, 'invalid_grant']);
    expect((await world.link({ person: world.bruno })).status).toBe(200);
  });

  test('ends with the consent: 65001', async () => {
    const token = (await world.link()).text('refresh_token');
    world.server.withdrawConsent(world.ada, world.app);
    expect((await refresh(token)).code).toBe(65001);
  });

  test('of another application, or made up: 70000 and 9002313, both invalid_grant', async () => {
    const token = (await world.link()).text('refresh_token');
    const other = world.register({ name: 'Another app', secrets: [{ value: 'another secret' }] });
    const stolen = await refresh(token, { client_id: other.clientId, client_secret: 'another secret' });
    expect([stolen.code, stolen.text('error')]).toEqual([70000, 'invalid_grant']);
    const invented = await refresh('made up');
    expect([invented.code, invented.text('error')]).toEqual([9002313, 'invalid_grant']);
  });

  test('waits for the person when a policy says so: 50076 until they have signed in again', async () => {
    const token = (await world.link()).text('refresh_token');
    world.server.applyPolicy(world.ada, 50076);
    const stopped = await refresh(token);
    expect([stopped.code, stopped.text('error'), stopped.text('suberror')]).toEqual([
      50076,
      'invalid_grant',
      'basic_action',
    ]);
    await world.signIn();
    expect((await refresh(token)).status).toBe(200);
    world.server.applyPolicy(world.ada, 50076, 'interaction_required');
    expect((await refresh(token)).text('error')).toBe('interaction_required');
  });

  test('is stopped by Conditional Access and by a missing assignment: 53003, 50105', async () => {
    const token = (await world.link()).text('refresh_token');
    world.server.applyPolicy(world.ada, 53003);
    expect((await refresh(token)).code).toBe(53003);
    world.server.liftPolicy(world.ada);
    world.register({ assignmentRequired: true });
    expect((await refresh(token)).code).toBe(50105);
  });
});

describe('scripted faults', () => {
  test('come in order, one a request, and then all is well again', async () => {
    const token = (await world.link()).text('refresh_token');
    world.server.failNext({
      status: 429,
      headers: { 'retry-after': '7' },
      body: { error: 'temporarily_unavailable' },
    });
    world.server.failNext({ status: 503, body: '<h1>Service unavailable</h1>' });
    world.server.failNext({ status: 500 });
    world.server.failNext({ cut: true });
    const ask = () =>
      fetch(`${world.server.origin}/common/oauth2/v2.0/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'refresh_token' }),
      });
    const throttled = await ask();
    expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '7']);
    const outage = await ask();
    expect([outage.status, outage.headers.get('content-type')]).toEqual([503, 'text/html; charset=utf-8']);
    expect((await ask()).status).toBe(500);
    await expect(ask()).rejects.toThrow();
    expect((await refresh(token)).status).toBe(200);
  });

  test('may wait for one grant type, and may hold the answer back until a test lets go', async () => {
    const token = (await world.link()).text('refresh_token');
    const hold = Promise.withResolvers<void>();
    world.server.failNext({ grantType: 'refresh_token', hold: hold.promise });
    expect((await redeem()).status).toBe(200);
    let answered = false;
    const held = refresh(token).then((answer) => {
      answered = true;
      return answer;
    });
    expect((await refresh(token)).status).toBe(200);
    expect(answered).toBe(false);
    hold.resolve();
    expect((await held).status).toBe(200);
  });

  test('every request is counted by its grant type', async () => {
    const token = (await world.link()).text('refresh_token');
    await refresh(token);
    await refresh('made up');
    expect(world.server.tokenRequests('authorization_code')).toBe(1);
    expect(world.server.tokenRequests('refresh_token')).toBe(2);
    expect(world.server.tokenRequests()).toBe(3);
  });
});
