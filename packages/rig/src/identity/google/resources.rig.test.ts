import { ImapFlow } from 'imapflow';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { presets, startImapServer } from '../../imap/index.ts';
import { PracticeMailbox } from '../../mailbox/index.ts';
import { makeCertificates } from '../../tls/index.ts';
import { googleMailAuthenticator, MAIL_SCOPE } from './index.ts';
import { type GoogleWorld, googleWorld } from './testing/google-world.ts';

let world: GoogleWorld;

beforeEach(async () => {
  world = await googleWorld();
});
afterEach(() => world.server.close());

async function get(path: string, token: string) {
  const response = await fetch(`${world.server.origin}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

const SEND_AS = '/gmail/v1/users/me/settings/sendAs';

describe('userinfo', () => {
  test('tells who the token speaks for, as far as was consented', async () => {
    const token = (await world.link()).text('access_token');
    expect((await get('/v1/userinfo', token)).body).toEqual({
      sub: world.ada.id,
      name: 'Ada Lindqvist',
      email: 'ada@heron.example',
      email_verified: true,
      hd: 'heron.example',
    });
    expect(world.ada.id).toMatch(/^1\d{20}$/);
    const bare = (await world.link({ scope: 'openid' }, { person: world.dora })).text('access_token');
    expect((await get('/v1/userinfo', bare)).body).toEqual({ sub: world.dora.id });
  });

  test('refuses a token that is none', async () => {
    expect((await get('/v1/userinfo', 'made up')).status).toBe(401);
  });
});

describe('the Gmail API', () => {
  test('lists the addresses one may send as, with whether they are verified', async () => {
    const token = (await world.link()).text('access_token');
    const { status, body } = await get(SEND_AS, token);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      sendAs: [
        { sendAsEmail: 'ada@heron.example', isPrimary: true, isDefault: true },
        { sendAsEmail: 'sales@heron.example', displayName: 'Heron Sales', verificationStatus: 'accepted' },
        { sendAsEmail: 'ada@elsewhere.example', verificationStatus: 'pending' },
      ],
    });
  });

  test('refuses in the shape of its own: no token, too little scope, not switched on', async () => {
    expect(await get(SEND_AS, 'made up')).toMatchObject({
      status: 401,
      body: { error: { code: 401, status: 'UNAUTHENTICATED', errors: [{ reason: 'authError' }] } },
    });
    const little = (await world.link({}, { untick: [MAIL_SCOPE] })).text('access_token');
    expect(await get(SEND_AS, little)).toMatchObject({
      status: 403,
      body: {
        error: { status: 'PERMISSION_DENIED', details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }] },
      },
    });
    world.put({ gmailApi: false });
    expect(await get(SEND_AS, (await world.link()).text('access_token'))).toMatchObject({
      status: 403,
      body: {
        error: { errors: [{ reason: 'accessNotConfigured' }], details: [{ reason: 'SERVICE_DISABLED' }] },
      },
    });
  });
});

describe('a mail server that asks about a login', () => {
  test('lets the holder of the full mail scope in, and nobody else', async () => {
    const authenticate = googleMailAuthenticator(world.server);
    const token = (await world.link()).text('access_token');
    expect(authenticate('ADA@heron.example', token, 'imap')).toEqual({ ok: true });
    expect(authenticate('ada@heron.example', token, 'smtp')).toEqual({ ok: true });
    expect(authenticate('dora@gmail.example', token, 'imap')).toEqual({ ok: false, status: '401' });
    const little = (await world.link({}, { untick: [MAIL_SCOPE] })).text('access_token');
    expect(authenticate('ada@heron.example', little, 'imap')).toEqual({ ok: false, status: '400' });
    world.clock.now += 3599 * 1000;
    expect(authenticate('ada@heron.example', token, 'imap')).toEqual({ ok: false, status: '401' });
  });

  test('as imapflow sees it, with the JSON that says why a token was refused', async () => {
    const authenticate = googleMailAuthenticator(world.server);
    const certificates = makeCertificates();
    const mailbox = new PracticeMailbox({ address: world.ada.email, folders: presets.gmail.folders('en') });
    const imap = await startImapServer({
      preset: 'gmail',
      mailboxes: [mailbox],
      tls: certificates,
      authenticate: async ({ user, secret }) => {
        const verdict = authenticate(user, secret, 'imap');
        return verdict.ok ? { ok: true, mailbox: user } : verdict;
      },
    });
    const client = (accessToken: string) =>
      new ImapFlow({
        host: 'localhost',
        port: imap.port,
        secure: true,
        tls: { ca: certificates.caPem },
        auth: { user: world.ada.email, accessToken },
        logger: false,
      });
    const good = client((await world.link()).text('access_token'));
    await good.connect();
    expect((await good.list()).map(({ specialUse }) => specialUse)).toContain('\\All');
    await good.logout();
    const little = (await world.link({}, { untick: [MAIL_SCOPE] })).text('access_token');
    await expect(client(little).connect()).rejects.toMatchObject({
      authenticationFailed: true,
      oauthError: { status: '400', scope: MAIL_SCOPE },
    });
    await imap.close();
  });
});
