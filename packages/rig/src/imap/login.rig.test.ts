import { describe, expect, it, vi } from 'vitest';
import { makeCertificates } from '../tls/index.ts';
import { type AuthenticationRequest, type ImapServerOptions, startImapServer } from './index.ts';
import {
  ADDRESS,
  caPem,
  newClient,
  PASSWORD,
  rawConnection,
  signIn,
  startWorld,
  TOKEN,
} from './testing/world.ts';

const certificates = makeCertificates();

/** What signing in failed with. */
async function refusal(connecting: Promise<unknown>): Promise<Error> {
  try {
    await connecting;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('signing in succeeded');
}

describe('signing in', () => {
  it.each([
    ['outlook', 'XOAUTH2', { accessToken: TOKEN }],
    ['gmail', 'OAUTHBEARER', { accessToken: TOKEN }],
    ['dovecot', 'OAUTHBEARER', { accessToken: TOKEN }],
    ['dovecot', 'PLAIN', { pass: PASSWORD }],
    ['plain', 'PLAIN', { pass: PASSWORD }],
    ['plain', 'LOGIN', { pass: PASSWORD, loginMethod: 'LOGIN' }],
  ] as const)('to %s by %s tells the authenticator who and with what', async (preset, mechanism, auth) => {
    const asked: AuthenticationRequest[] = [];
    const world = await startWorld(preset, {
      authenticate: async (request) => {
        asked.push(request);
        return { ok: true, mailbox: ADDRESS };
      },
    });
    const client = await signIn(world, { auth: { user: ADDRESS, ...auth } });
    expect(client.authenticated).toBe(true);
    expect(asked).toEqual([
      { mechanism, user: ADDRESS, secret: 'pass' in auth ? auth.pass : auth.accessToken },
    ]);
  });

  it('falls back to XOAUTH2 where OAUTHBEARER is switched off', async () => {
    const world = await startWorld('gmail', { capabilities: { 'AUTH=OAUTHBEARER': false } });
    await signIn(world);
    expect(world.server.transcript.fromClient(/AUTHENTICATE XOAUTH2 /)).toHaveLength(1);
  });

  it('to Gmail with a bad token is refused with a JSON challenge first', async () => {
    const world = await startWorld('gmail', {
      capabilities: { 'AUTH=OAUTHBEARER': false },
      authenticate: async () => ({ ok: false, status: '400' }),
    });
    const refused = await refusal(newClient(world.server).connect());
    expect(refused).toMatchObject({
      authenticationFailed: true,
      oauthError: { status: '400', schemes: 'Bearer', scope: 'https://mail.google.com/' },
    });
  });

  it('to Outlook with a bad token is refused with a bare NO', async () => {
    const world = await startWorld('outlook');
    const refused = await refusal(
      newClient(world.server, { auth: { user: ADDRESS, accessToken: 'old' } }).connect(),
    );
    expect(refused).toMatchObject({
      authenticationFailed: true,
      response: expect.stringContaining('AUTHENTICATE failed.'),
    });
    expect(refused).not.toHaveProperty('oauthError');
  });

  it('to Outlook with a password is refused whatever the password', async () => {
    const world = await startWorld('outlook');
    const refused = await refusal(
      newClient(world.server, { auth: { user: ADDRESS, pass: PASSWORD } }).connect(),
    );
    expect(refused).toMatchObject({ response: expect.stringContaining('Basic authentication is disabled.') });
  });

  it('to an Outlook mailbox the token does not reach succeeds, and every command after it fails', async () => {
    const world = await startWorld('outlook', {
      authenticate: async () => ({ ok: true, mailbox: 'who@example.org' }),
    });
    const refused = await refusal(newClient(world.server).connect());
    expect(refused).toMatchObject({ response: 'User is authenticated but not connected.' });
    expect(world.server.protocolErrors).toEqual([]);
  });

  it('is refused to the sixteenth session at Gmail and possible again when one ends', async () => {
    const world = await startWorld('gmail', { security: 'none' });
    const login = `LOGIN ${ADDRESS} ${PASSWORD}`;
    const clients = await Promise.all(Array.from({ length: 16 }, () => rawConnection(world.server)));
    const answers = [];
    for (const client of clients) answers.push(await client.command(login));
    expect(answers.filter((answer) => / OK /.test(answer))).toHaveLength(15);
    expect(answers.at(-1)).toContain('NO [ALERT] Too many simultaneous connections. (Failure)');
    await clients[0]?.command('LOGOUT');
    expect(await clients[15]?.command(login)).toContain(' OK ');
  });

  it('can be cancelled by the client', async () => {
    const world = await startWorld('plain', { security: 'none' });
    const client = await rawConnection(world.server);
    client.send('a AUTHENTICATE PLAIN\r\n');
    await client.until(/\+ \r\n/);
    client.send('*\r\n');
    expect(await client.until(/a .*\r\n/)).toContain('a BAD AUTHENTICATE cancelled.');
    expect(await client.command(`LOGIN ${ADDRESS} ${PASSWORD}`)).toContain(' OK ');
  });

  it('over STARTTLS is not possible before encryption, and what came before it is forgotten', async () => {
    const world = await startWorld('plain', { security: 'starttls' });
    const client = await rawConnection(world.server);
    expect(await client.command('CAPABILITY')).toContain('* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\n');
    expect(await client.command(`LOGIN ${ADDRESS} ${PASSWORD}`)).toContain(' NO ');
    // An attacker in the middle adds a command in clear text, hoping that it is obeyed inside TLS.
    client.send('s STARTTLS\r\ni CAPABILITY\r\n');
    await client.until(/s OK .*\r\n/);
    await client.encrypt(caPem);
    const answer = await client.command(`LOGIN ${ADDRESS} ${PASSWORD}`);
    expect(answer).toMatch(/^t3 OK /);
    expect(await client.command('CAPABILITY')).toContain('* CAPABILITY IMAP4rev1\r\n');
  });

  it('over STARTTLS works for imapflow', async () => {
    const world = await startWorld('dovecot', { security: 'starttls' });
    const client = await signIn(world, { secure: false, doSTARTTLS: true });
    expect(client.secureConnection).toBe(true);
  });

  it('ends with the access token at Outlook, and not elsewhere', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    try {
      const expiresAt = new Date(Date.now() + 60_000);
      const authenticate = async () => ({ ok: true, mailbox: ADDRESS, expiresAt }) as const;
      for (const preset of ['outlook', 'gmail'] as const) {
        const world = await startWorld(preset, { authenticate, security: 'none' });
        const client = await rawConnection(world.server);
        const response = Buffer.from(`user=${ADDRESS}\u0001auth=Bearer ${TOKEN}\u0001\u0001`).toString(
          'base64',
        );
        expect(await client.command(`AUTHENTICATE XOAUTH2 ${response}`)).toContain(' OK ');
        vi.advanceTimersByTime(61_000);
        if (preset === 'outlook') {
          expect(await client.untilEnd()).toBe('* BYE Session invalidated - AccessTokenExpired\r\n');
        } else {
          expect(await client.command('NOOP')).toContain(' OK ');
        }
        vi.setSystemTime(expiresAt.getTime() - 60_000);
      }
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends on demand as if the token had aged, for one mailbox or all', async () => {
    const world = await startWorld('outlook');
    const client = await signIn(world);
    const closed = new Promise((resolve) => client.once('close', () => resolve(client.byeReason)));
    world.server.expireSessions('other@example.org');
    await client.noop();
    world.server.expireSessions(ADDRESS);
    expect(await closed).toContain('AccessTokenExpired');
  });
});

describe('a server', () => {
  it('tells the test whose client broke the protocol, when it closes', async () => {
    const world = await startWorld('plain', { security: 'none', closedByTest: true });
    const client = await rawConnection(world.server);
    expect(await client.command('FROBNICATE now')).toContain(' BAD ');
    expect(world.server.protocolErrors).toEqual([
      {
        connection: 1,
        command: 't1 FROBNICATE now',
        reason: expect.stringContaining('unknown command FROBNICATE'),
      },
    ]);
    await expect(world.server.close()).rejects.toThrow('The client broke IMAP: unknown command FROBNICATE');
  });

  it('refuses to start with TLS but no certificate', async () => {
    const options: ImapServerOptions = {
      preset: 'plain',
      mailboxes: [],
      authenticate: async () => ({ ok: false }),
    };
    await expect(startImapServer(options)).rejects.toThrow('needs a certificate');
    const server = await startImapServer({ ...options, tls: certificates });
    await server.close();
  });
});
