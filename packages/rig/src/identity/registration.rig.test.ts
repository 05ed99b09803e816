import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  allScopes,
  callback,
  mailScope,
  type PracticeWorld,
  practiceWorld,
  secretId,
} from './testing/practice-world.ts';

let world: PracticeWorld;

beforeEach(async () => {
  world = await practiceWorld();
});
afterEach(() => world.server.close());

const redeem = async (scope = mailScope) => {
  const code = (await world.signIn({ scope })).get('code') ?? '';
  return world.token({ grant_type: 'authorization_code', code, scope });
};

describe('a registration that gets only what it lists', () => {
  test('is refused a permission that is missing, by its name: 65005', async () => {
    world.register({ listedPermissionsOnly: true, permissions: ['openid', 'offline_access', 'SMTP.Send'] });
    const answer = await world.signIn({ scope: mailScope });
    expect(answer.get('error')).toBe('invalid_resource');
    expect(answer.get('error_description')).toMatch(
      /^AADSTS65005: .*https:\/\/outlook\.office\.com\/IMAP\.AccessAsUser\.All/,
    );
  });

  test('is refused a resource of which nothing is listed: 650057', async () => {
    world.register({ listedPermissionsOnly: true, permissions: ['openid', 'User.Read'] });
    expect((await world.signIn({ scope: allScopes })).get('error_description')).toContain('AADSTS650057');
  });

  test('without offline_access gets its tokens, but none to refresh them with', async () => {
    const permissions = ['openid', 'profile', 'email', 'IMAP.AccessAsUser.All', 'SMTP.Send'];
    world.register({ listedPermissionsOnly: true, permissions });
    const answer = await redeem();
    expect(answer.status).toBe(200);
    expect(answer.body).not.toHaveProperty('refresh_token');
    world.register({ listedPermissionsOnly: true, permissions: [...permissions, 'offline_access'] });
    expect((await redeem()).text('refresh_token')).not.toBe('');
  });
});

test('a redirect URI of a single-page application takes the code, which a server cannot redeem: 9002327', async () => {
  world.register({ redirectUris: [], spaRedirectUris: [callback] });
  const answer = await redeem();
  expect([answer.status, answer.code, answer.text('error')]).toEqual([400, 9002327, 'invalid_request']);
});

test('the Object ID of a registration is not its client ID: 700016', async () => {
  expect(world.app.objectId).not.toBe(world.app.clientId);
  expect((await world.token({ grant_type: 'refresh_token', client_id: world.app.objectId })).code).toBe(
    700016,
  );
});

describe('silent authorization tells a program what is wrong with the registration', () => {
  const silently = async (parameters: Readonly<Record<string, string>> = {}, tenant?: string) => {
    const response = await fetch(world.authorizeUrl({ prompt: 'none', ...parameters }, tenant), {
      redirect: 'manual',
    });
    const location = response.headers.get('location');
    if (location?.startsWith(callback)) return new URL(location).searchParams.get('error');
    return /AADSTS\d+/.exec(await response.text())?.[0];
  };

  test('login_required at the redirect URI proves client ID and redirect URI', async () => {
    expect(await silently()).toBe('login_required');
  });

  test('otherwise a page has the code: unknown client, redirect URI, directory', async () => {
    expect(await silently({ client_id: secretId })).toBe('AADSTS700016');
    expect(await silently({ redirect_uri: `${callback}/` })).toBe('AADSTS50011');
    expect(await silently({}, 'nobody.example')).toBe('AADSTS90002');
    world.register({ disabled: true });
    expect(await silently()).toBe('AADSTS7000112');
  });
});

describe('the server as a whole', () => {
  const discovery = () => fetch(`${world.server.authority}/common/v2.0/.well-known/openid-configuration`);
  const dated = async () => Date.parse((await discovery()).headers.get('date') ?? '');

  test('tells its own time in the Date of every answer, ahead or behind when it is set so', async () => {
    world.clock.now = Date.UTC(2026, 10, 21, 1, 0, 0);
    expect(await dated()).toBe(world.clock.now);
    world.server.setClockSkew(20 * 60 * 1000);
    expect(await dated()).toBe(world.clock.now + 20 * 60 * 1000);
    world.server.setClockSkew(0);
    expect(await dated()).toBe(world.clock.now);
  });

  test('can stand behind a captive portal, or answer nobody', async () => {
    world.server.setOutage('html');
    expect((await discovery()).headers.get('content-type')).toContain('text/html');
    world.server.setOutage('unreachable');
    await expect(discovery()).rejects.toThrow();
    world.server.setOutage(undefined);
    expect((await discovery()).status).toBe(200);
  });

  test('repeats a scripted fault as often as it says, until the faults are cleared', async () => {
    world.server.failNext({ status: 429, times: 2 });
    const statuses = async () => (await world.token({ grant_type: 'refresh_token' })).status;
    expect([await statuses(), await statuses(), await statuses()]).toEqual([429, 429, 400]);
    world.server.failNext({ status: 429, times: Number.POSITIVE_INFINITY });
    expect([await statuses(), await statuses()]).toEqual([429, 429]);
    world.server.clearFaults();
    expect(await statuses()).toBe(400);
  });
});
