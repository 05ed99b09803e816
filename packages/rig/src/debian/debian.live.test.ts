import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { walkSignIn } from '../identity/index.ts';
import { type DebianProvider, startDebianProvider } from './provider.ts';

const ada = { name: 'Ada', userName: 'ada@practice.test', password: 'first-secret' };
const bo = { name: 'Bo', userName: 'bo@practice.test', password: 'second-secret' };
const redirectUri = 'http://localhost:1/oauth2/callback';
/** Postfix's master has to start as root. */
const root = process.getuid?.() === 0;

describe.runIf(root)('Dovecot and Postfix behind the practice sign-in', () => {
  let provider: DebianProvider;

  beforeAll(async () => {
    provider = await startDebianProvider({ people: [ada, bo] });
    provider.registerRedirectUri(redirectUri);
  });
  afterAll(() => provider.close());

  async function token(person: typeof ada, scopes: readonly string[]): Promise<string> {
    const base = `${provider.authority}/${provider.tenant}/oauth2/v2.0`;
    const scope = scopes.map((name) => `${provider.scopePrefix}${name}`).join(' ');
    const authorizeUrl = `${base}/authorize?${new URLSearchParams({
      client_id: provider.clientId,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope,
    })}`;
    const { userName, password } = person;
    const back = new URL(await walkSignIn({ authorizeUrl, userName, password, consent: 'accept' }));
    const response = await fetch(`${base}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: provider.clientId,
        client_secret: provider.clientSecret.value,
        code: back.searchParams.get('code') ?? '',
        redirect_uri: redirectUri,
        scope,
      }),
    });
    const answer: { access_token: string } = await response.json();
    return answer.access_token;
  }

  function imap(user: string, accessToken: string): ImapFlow {
    const client = new ImapFlow({
      host: provider.imap.host,
      port: provider.imap.port,
      secure: true,
      auth: { user, accessToken },
      tls: { ca: provider.caPem },
      logger: false,
    });
    client.on('error', () => undefined);
    return client;
  }

  function smtp(user: string, accessToken: string) {
    return createTransport({
      host: provider.smtp.host,
      port: provider.smtp.port,
      requireTLS: true,
      tls: { ca: provider.caPem },
      auth: { type: 'OAuth2', user, accessToken },
    });
  }

  it('delivers what is submitted with a token, and shows it over IMAP with one', async () => {
    const sent = await smtp(ada.userName, await token(ada, ['SMTP.Send'])).sendMail({
      from: ada.userName,
      to: bo.userName,
      subject: 'Over real servers',
      text: 'Hello',
    });
    expect(sent.accepted).toEqual([bo.userName]);
    const client = imap(bo.userName, await token(bo, ['IMAP.AccessAsUser.All']));
    await client.connect();
    await expect
      .poll(() => client.status('INBOX', { messages: true }), { timeout: 10_000 })
      .toMatchObject({ messages: 1 });
    await client.logout();
  });

  it('refuses a token of the wrong scope on either side', async () => {
    // Like Microsoft's, a token carries every permission consented to so far: each person here has consented to one.
    const sending = await token(ada, ['SMTP.Send']);
    await expect(imap(ada.userName, sending).connect()).rejects.toMatchObject({ authenticationFailed: true });
    const reading = await token(bo, ['IMAP.AccessAsUser.All']);
    await expect(smtp(bo.userName, reading).verify()).rejects.toMatchObject({ responseCode: 535 });
  });

  it('holds the sender to the login', async () => {
    const transport = smtp(ada.userName, await token(ada, ['SMTP.Send']));
    await expect(
      transport.sendMail({ from: bo.userName, to: ada.userName, subject: 'x', text: 'x' }),
    ).rejects.toMatchObject({ responseCode: 553 });
  });
});
