import { createHash, randomBytes } from 'node:crypto';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { afterEach, describe, expect, it } from 'vitest';
import { walkSignIn } from '../identity/index.ts';
import { headerValue } from '../smtp/header-section.ts';
import {
  type PracticeProvider,
  type PracticeProviderOptions,
  type RegisteredPerson,
  startPracticeProvider,
} from './index.ts';

const redirectUri = 'http://localhost:3300/oauth2/callback';
const running: PracticeProvider[] = [];

afterEach(async () => {
  for (const provider of running.splice(0)) await provider.close();
});

async function start(options: PracticeProviderOptions = {}): Promise<PracticeProvider> {
  const provider = await startPracticeProvider(options);
  running.push(provider);
  return provider;
}

/** Signs someone in through the pages and redeems the code, as an application would. */
async function accessToken(provider: PracticeProvider, person: RegisteredPerson): Promise<string> {
  provider.registerRedirectUri(redirectUri);
  const verifier = randomBytes(32).toString('base64url');
  const scope = ['IMAP.AccessAsUser.All', 'SMTP.Send']
    .map((name) => provider.scopePrefix + name)
    .concat('openid', 'profile', 'email', 'offline_access')
    .join(' ');
  const authorizeUrl = new URL(`${provider.authority}/${provider.tenant}/oauth2/v2.0/authorize`);
  authorizeUrl.search = new URLSearchParams({
    client_id: provider.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope,
    state: 'here',
    nonce: 'once',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
  const { userName, password } = person;
  const back = await walkSignIn({ authorizeUrl: authorizeUrl.href, userName, password, consent: 'accept' });
  const answer = await fetch(`${provider.authority}/${provider.tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({
      client_id: provider.clientId,
      client_secret: provider.clientSecret.value,
      grant_type: 'authorization_code',
      code: new URL(back).searchParams.get('code') ?? '',
      redirect_uri: redirectUri,
      code_verifier: verifier,
      scope,
    }),
  });
  const body: unknown = await answer.json();
  expect(body).toMatchObject({ access_token: expect.any(String) });
  return (body as { access_token: string }).access_token;
}

function imapClient(provider: PracticeProvider, auth: { user: string; accessToken?: string; pass?: string }) {
  return new ImapFlow({
    host: provider.imap.host,
    port: provider.imap.port,
    secure: true,
    tls: { ca: provider.caPem },
    auth,
    logger: false,
  });
}

describe('the practice provider', () => {
  it('opens a mailbox of the practice world by token over IMAP', async () => {
    const provider = await start();
    const [nora] = provider.people;
    const client = imapClient(provider, {
      user: nora.userName,
      accessToken: await accessToken(provider, nora),
    });
    await client.connect();
    const status = await client.status('INBOX', { messages: true, unseen: true });
    expect(status).toMatchObject({ messages: provider.mail.folder(nora.userName, 'inbox').messages.length });
    const paths = (await client.list()).map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['Sent Items', 'Projects/The Quayside', '项目/西湖云栖']));
    const total = provider.mail
      .mailbox(nora.userName)
      .folders()
      .reduce((sum, { messages }) => sum + messages.length, 0);
    expect(total).toBeGreaterThan(2_000);
    await client.logout();
  });

  it('sends by token over SMTP: once in the other’s Inbox, once in Sent', async () => {
    const provider = await start({ mail: 'none' });
    const [nora, claire] = provider.people;
    if (claire === undefined) throw new Error('Claire is missing');
    const transport = createTransport({
      host: provider.smtp.host,
      port: provider.smtp.port,
      requireTLS: true,
      tls: { ca: provider.caPem },
      auth: { type: 'OAuth2', user: nora.userName, accessToken: await accessToken(provider, nora) },
    });
    await transport.sendMail({
      from: nora.userName,
      to: claire.userName,
      subject: 'Brackets',
      text: 'Friday?',
    });
    transport.close();
    const inbox = provider.mail.folder(claire.userName, 'inbox').messages;
    const sent = provider.mail.folder(nora.userName, 'sent').messages;
    expect(inbox).toHaveLength(1);
    expect(sent).toHaveLength(1);
    expect(headerValue(Buffer.from(sent[0]?.raw() ?? []), 'Subject')).toBe('Brackets');
  });

  it('names folders in each person’s language', async () => {
    const provider = await start({ mail: 'none' });
    const claire = provider.people.find(({ userName }) => userName.startsWith('claire.'));
    expect(provider.mail.folder(claire?.userName ?? '', 'sent').path).toBe('Éléments envoyés');
  });

  it('delivers fresh mail to the main persona’s Inbox', async () => {
    const provider = await start({ mail: 'none' });
    const [nora] = provider.people;
    for (let count = 0; count < 5; count += 1) provider.deliverFreshMail();
    expect(provider.mail.folder(nora.userName, 'inbox').messages).toHaveLength(5);
  });

  it('lets in by password as Dovecot and refuses passwords as Outlook', async () => {
    const dovecot = await start({ mail: 'none', imapPreset: 'dovecot' });
    const [nora] = dovecot.people;
    const client = imapClient(dovecot, { user: nora.userName, pass: nora.password });
    await client.connect();
    await client.logout();
    const outlook = await start({ mail: 'none' });
    const refused = imapClient(outlook, { user: nora.userName, pass: nora.password });
    await expect(refused.connect()).rejects.toMatchObject({ authenticationFailed: true });
  });

  it('archives into All Mail as Gmail, where every message lies once', async () => {
    const provider = await start({ imapPreset: 'gmail', mail: 'none' });
    const [nora] = provider.people;
    for (let count = 0; count < 3; count += 1) provider.deliverFreshMail();
    const everything = provider.mail.folder(nora.userName, 'archive');
    expect(everything.path).toBe('[Gmail]/All Mail');
    expect(everything.messages).toHaveLength(3);
    expect(provider.mail.folder(nora.userName, 'inbox').messages).toHaveLength(3);
  });
});
