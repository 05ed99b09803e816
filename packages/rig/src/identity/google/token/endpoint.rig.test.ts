import { createHash } from 'node:crypto';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  discovery,
} from 'openid-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { walkSignIn } from '../../walk/sign-in.ts';
import { MAIL_SCOPE } from '../index.ts';
import { callback, type GoogleWorld, googleWorld, scopes } from '../testing/google-world.ts';

const DAY = 24 * 3600 * 1000;
let world: GoogleWorld;

beforeEach(async () => {
  world = await googleWorld();
});
afterEach(() => world.server.close());

const refresh = (refresh_token: string) => world.token({ grant_type: 'refresh_token', refresh_token });
const revoked = { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' };

test('a certified client signs a person in, by what the discovery document says', async () => {
  const { client, ada, server } = world;
  const configuration = await discovery(
    new URL(server.origin),
    client.clientId,
    client.clientSecret,
    undefined,
    {
      execute: [allowInsecureRequests],
    },
  );
  const authorizeUrl = buildAuthorizationUrl(configuration, {
    redirect_uri: callback,
    scope: scopes,
    nonce: 'of this request',
    access_type: 'offline',
  });
  const landed = await walkSignIn({
    authorizeUrl: authorizeUrl.href,
    userName: ada.email,
    password: ada.password,
    consent: 'accept',
  });
  const tokens = await authorizationCodeGrant(configuration, new URL(landed), {
    expectedNonce: 'of this request',
    idTokenExpected: true,
  });
  expect(tokens.claims()).toMatchObject({
    iss: server.origin,
    sub: ada.id,
    email: 'ada@heron.example',
    email_verified: true,
    hd: 'heron.example',
    name: 'Ada Lindqvist',
  });
  expect(tokens.access_token).toMatch(/^ya29\./);
  expect(tokens.expires_in).toBe(3599);
});

describe('a refresh token', () => {
  test('comes offline only, and only when the person was asked for consent', async () => {
    const cookies = new Map<string, string>();
    expect((await world.link({ access_type: 'online' }, { cookies })).body).not.toHaveProperty(
      'refresh_token',
    );
    expect((await world.link({}, { cookies })).text('refresh_token')).toMatch(/^1\/\//);
    const code = (await world.signIn({}, { cookies })).get('code') ?? '';
    const silent = await world.token({ grant_type: 'authorization_code', code });
    expect(silent.status).toBe(200);
    expect(silent.body).not.toHaveProperty('refresh_token');
  });

  test('is not replaced by use', async () => {
    const token = (await world.link()).text('refresh_token');
    const answer = await refresh(token);
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty('refresh_token');
    expect((await refresh(token)).text('scope')).toContain(MAIL_SCOPE);
  });

  test('of an app in testing lives seven days, and the answer says so; not so for who one is alone', async () => {
    world.put({ publishing: 'testing', testUsers: ['ada@heron.example'] });
    const answer = await world.link();
    expect(answer.body.refresh_token_expires_in).toBe(7 * 24 * 3600 - 1);
    const name = await world.link({ scope: 'openid email' });
    expect(name.body).not.toHaveProperty('refresh_token_expires_in');
    world.clock.now += 6 * DAY;
    const refreshed = await refresh(answer.text('refresh_token'));
    // Counted from the consent, whatever has happened since.
    expect(refreshed.body.refresh_token_expires_in).toBe(DAY / 1000);
    world.clock.now += DAY - 1;
    expect((await refresh(answer.text('refresh_token'))).status).toBe(200);
    world.clock.now += 1;
    const late = await refresh(answer.text('refresh_token'));
    expect([late.status, late.body]).toEqual([400, revoked]);
    expect((await refresh(name.text('refresh_token'))).status).toBe(200);
  });

  test('dies after half a year without use', async () => {
    const token = (await world.link()).text('refresh_token');
    world.clock.now += 179 * DAY;
    expect((await refresh(token)).status).toBe(200);
    world.clock.now += 180 * DAY;
    expect((await refresh(token)).body).toEqual(revoked);
  });

  test('dies with the password, if it opens mail', async () => {
    const mail = (await world.link()).text('refresh_token');
    const name = (await world.link({ scope: 'openid email' }, { person: world.dora })).text('refresh_token');
    world.server.changePassword(world.ada, 'another');
    world.server.changePassword(world.dora, 'another');
    expect((await refresh(mail)).body).toEqual(revoked);
    expect((await refresh(name)).status).toBe(200);
  });

  test('dies with the consent, and of another client is not good', async () => {
    const token = (await world.link()).text('refresh_token');
    const other = world.put({ name: 'Another app' });
    const stolen = await world.token({
      grant_type: 'refresh_token',
      refresh_token: token,
      client_id: other.clientId,
      client_secret: other.clientSecret,
    });
    expect([stolen.status, stolen.text('error')]).toEqual([401, 'unauthorized_client']);
    world.server.withdrawConsent(world.ada, world.client.clientId);
    expect((await refresh(token)).body).toEqual(revoked);
  });

  test('rests while the organisation wants to see the person again: invalid_rapt', async () => {
    const token = (await world.link()).text('refresh_token');
    world.server.requireReauthentication(world.ada);
    const stopped = await refresh(token);
    expect([stopped.text('error'), stopped.text('error_subtype')]).toEqual(['invalid_grant', 'invalid_rapt']);
    await world.signIn();
    expect((await refresh(token)).status).toBe(200);
  });

  test('is dropped silently when a hundred newer ones are alive', async () => {
    const cookies = new Map<string, string>();
    const first = (await world.link({}, { cookies })).text('refresh_token');
    for (let count = 0; count < 99; count += 1) await world.link({}, { cookies });
    expect((await refresh(first)).status).toBe(200);
    await world.link({}, { cookies });
    expect((await refresh(first)).body).toEqual(revoked);
  });
});

describe('the token endpoint', () => {
  test('refuses wrong credentials as invalid_client, 401', async () => {
    const form = { grant_type: 'refresh_token', refresh_token: 'any' };
    expect(await world.token({ ...form, client_secret: 'wrong' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_description: 'The provided client secret is invalid.' },
    });
    expect(await world.token({ ...form, client_id: 'nobody' })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_description: 'The OAuth client was not found.' },
    });
    expect((await world.token({ ...form, client_secret: '' })).text('error')).toBe('invalid_request');
  });

  test('takes a code once, for its redirect URI, with its verifier, within ten minutes', async () => {
    const verifier = 'v'.repeat(43);
    const challenge = {
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    };
    const redeem = async (more: Readonly<Record<string, string>>, wait = 0) => {
      const code = (await world.signIn(challenge)).get('code') ?? '';
      world.clock.now += wait;
      return world.token({ grant_type: 'authorization_code', code, code_verifier: verifier, ...more });
    };
    expect((await redeem({})).status).toBe(200);
    expect((await redeem({ redirect_uri: `${callback}/` })).text('error')).toBe('redirect_uri_mismatch');
    expect((await redeem({ code_verifier: 'x'.repeat(43) })).text('error')).toBe('invalid_grant');
    expect((await redeem({}, 10 * 60 * 1000)).text('error')).toBe('invalid_grant');
    const code = (await world.signIn()).get('code') ?? '';
    expect((await world.token({ grant_type: 'authorization_code', code })).status).toBe(200);
    expect((await world.token({ grant_type: 'authorization_code', code })).body).toEqual({
      error: 'invalid_grant',
      error_description: 'Malformed auth code.',
    });
  });

  test('knows two grant types, and scripted faults', async () => {
    expect((await world.token({ grant_type: 'password' })).text('error')).toBe('unsupported_grant_type');
    world.server.failNext({ status: 503 });
    expect((await world.token({ grant_type: 'refresh_token' })).status).toBe(503);
    expect(world.server.tokenRequests('refresh_token')).toBe(1);
  });
});

describe('the revocation endpoint', () => {
  const revoke = (token: string) =>
    fetch(`${world.server.origin}/revoke`, { method: 'POST', body: new URLSearchParams({ token }) });

  test.each(['access_token', 'refresh_token'])('ends the whole grant by its %s', async (which) => {
    const answer = await world.link();
    expect((await revoke(answer.text(which))).status).toBe(200);
    expect((await refresh(answer.text('refresh_token'))).body).toEqual(revoked);
    expect(world.server.validateAccessToken(answer.text('access_token'))).toBeUndefined();
    const again = await revoke(answer.text(which));
    expect([again.status, await again.json()]).toEqual([
      400,
      { error: 'invalid_token', error_description: 'Token expired or revoked' },
    ]);
  });
});
