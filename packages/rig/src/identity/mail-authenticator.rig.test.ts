import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mailAuthenticator } from './mail-authenticator.ts';
import { mailScope, type PracticeWorld, practiceWorld } from './testing/practice-world.ts';

let world: PracticeWorld;

beforeEach(async () => {
  world = await practiceWorld();
});
afterEach(() => world.server.close());

const linked = async (): Promise<string> => (await world.link()).text('access_token');
const good = { ok: true };

/** Ada's token for some permissions of one resource only. */
async function tokenFor(scope: string): Promise<string> {
  const code = (await world.signIn({ scope })).get('code') ?? '';
  return (await world.token({ grant_type: 'authorization_code', code, scope })).text('access_token');
}

describe('a mail server that asks about a login', () => {
  test('lets the sign-in name and the primary address in, whatever their case', async () => {
    const authenticate = mailAuthenticator(world.server);
    const token = await linked();
    for (const user of ['ada@heron.example', 'ADA@heron.example', 'ada.lindqvist@heron.example']) {
      expect(authenticate(user, token, 'imap')).toEqual(good);
      expect(authenticate(user, token, 'smtp')).toEqual(good);
    }
  });

  test("refuses another person's mailbox and a token that was made up: 401", async () => {
    const authenticate = mailAuthenticator(world.server);
    expect(authenticate('bruno@heron.example', await linked(), 'imap')).toEqual({ ok: false, status: '401' });
    expect(authenticate('ada@heron.example', 'made up', 'imap')).toEqual({ ok: false, status: '401' });
  });

  test('refuses a refresh token and an expired access token: 401', async () => {
    const authenticate = mailAuthenticator(world.server);
    const answer = await world.link();
    expect(authenticate('ada@heron.example', answer.text('refresh_token'), 'imap')).toEqual({
      ok: false,
      status: '401',
    });
    world.clock.now += 5400 * 1000;
    expect(authenticate('ada@heron.example', answer.text('access_token'), 'imap')).toEqual({
      ok: false,
      status: '401',
    });
    const fresh = await linked();
    world.server.expireAccessTokens(world.ada);
    expect(authenticate('ada@heron.example', fresh, 'imap')).toEqual({ ok: false, status: '401' });
  });

  test('IMAP and SMTP need their own permission: 400', async () => {
    const authenticate = mailAuthenticator(world.server);
    const token = await tokenFor('https://outlook.office.com/IMAP.AccessAsUser.All');
    expect(authenticate('ada@heron.example', token, 'imap')).toEqual(good);
    expect(authenticate('ada@heron.example', token, 'smtp')).toEqual({ ok: false, status: '400' });
  });

  test('the naming trap: short names give a Graph token, which mail refuses: 400', async () => {
    const authenticate = mailAuthenticator(world.server);
    const token = await tokenFor('IMAP.AccessAsUser.All SMTP.Send');
    expect(authenticate('ada@heron.example', token, 'imap')).toEqual({ ok: false, status: '400' });
  });

  test('aliases and shared mailboxes open by IMAP only', async () => {
    const person = world.server.addPerson({
      tenant: world.heron,
      name: 'Emil Ost',
      userPrincipalName: 'emil@heron.example',
      password: 'a password',
      aliases: ['e.ost@heron.example'],
      sharedMailboxes: ['office@heron.example'],
    });
    const authenticate = mailAuthenticator(world.server);
    const token = (await world.link({ person })).text('access_token');
    for (const user of ['e.ost@heron.example', 'office@heron.example']) {
      expect(authenticate(user, token, 'imap')).toEqual(good);
      expect(authenticate(user, token, 'smtp')).toEqual({ ok: false, status: '401' });
    }
  });

  test('a delegate opens a shared mailbox while Exchange permits it, by IMAP and never by SMTP', async () => {
    const authenticate = mailAuthenticator(world.server);
    const token = await linked();
    const shared = 'office@heron.example';
    expect(authenticate(shared, token, 'imap')).toEqual({ ok: false, status: '401' });
    world.server.permitMailbox(world.ada, 'Office@heron.example');
    expect(authenticate(shared, token, 'imap')).toEqual(good);
    expect(authenticate(shared, token, 'smtp')).toEqual({ ok: false, status: '401' });
    const bruno = (await world.link({ person: world.bruno })).text('access_token');
    expect(authenticate(shared, bruno, 'imap')).toEqual({ ok: false, status: '401' });
    world.server.forbidMailbox(world.ada, shared);
    expect(authenticate(shared, token, 'imap')).toEqual({ ok: false, status: '401' });
  });

  test('sending as another address is a right of its own', () => {
    const { server, ada } = world;
    server.permitMailbox(ada, 'office@heron.example', 'full-access');
    expect(server.maySendAs('ada@heron.example', 'office@heron.example')).toBe(false);
    server.permitMailbox(ada, 'office@heron.example', 'send-as');
    expect(server.maySendAs('Ada@heron.example', 'OFFICE@heron.example')).toBe(true);
    expect(server.maySendAs('bruno@heron.example', 'office@heron.example')).toBe(false);
  });

  test('a lifetime can be set for the tokens to come', async () => {
    world.server.setAccessTokenLifetime(120);
    expect((await world.link()).body.expires_in).toBe(120);
  });
});

describe('introspection', () => {
  const ask = async (token: string, credentials = world.server.introspection) => {
    const { user, password } = credentials;
    const response = await fetch(world.server.introspection.url, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${user}:${password}`)}` },
      body: new URLSearchParams({ token }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  };

  test('tells whose token it is, for what and until when', async () => {
    const answer = await world.link();
    const expires = Math.floor(world.clock.now / 1000 + Number(answer.body.expires_in));
    expect((await ask(answer.text('access_token'))).body).toMatchObject({
      active: true,
      username: 'ada@heron.example',
      email: 'ada.lindqvist@heron.example',
      scope: 'https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send',
      exp: expires,
    });
  });

  test('refresh tokens, expired tokens and inventions are not active', async () => {
    const answer = await world.link();
    world.server.expireAccessTokens();
    for (const token of [answer.text('refresh_token'), answer.text('access_token'), 'made up']) {
      expect((await ask(token)).body).toEqual({ active: false });
    }
  });

  test('strangers are not answered', async () => {
    const credentials = { ...world.server.introspection, password: 'guessed' };
    expect(await ask(await linked(), credentials)).toEqual({
      status: 401,
      body: { error: 'invalid_client' },
    });
  });
});

test('a practice cloud has its own scope prefix, and Microsoft’s is unknown there', async () => {
  const cloud = await practiceWorld({ mailScopePrefix: 'https://mail.practice.example/' });
  try {
    const scope = 'https://mail.practice.example/IMAP.AccessAsUser.All openid';
    const code = (await cloud.signIn({ scope })).get('code') ?? '';
    const answer = await cloud.token({ grant_type: 'authorization_code', code, scope });
    expect(answer.text('scope')).toBe('https://mail.practice.example/IMAP.AccessAsUser.All');
    expect(mailAuthenticator(cloud.server)('ada@heron.example', answer.text('access_token'), 'imap')).toEqual(
      good,
    );
    const refused = await fetch(cloud.authorizeUrl({ scope: mailScope }), { redirect: 'manual' });
    expect(new URL(refused.headers.get('location') ?? '').searchParams.get('error')).toBe('invalid_resource');
  } finally {
    await cloud.server.close();
  }
});
