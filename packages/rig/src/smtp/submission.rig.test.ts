import { createTransport, type Transporter } from 'nodemailer';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificates, type PracticeCertificates } from '../tls/index.ts';
import { headerValue } from './header-section.ts';
import type { PostOffice } from './post-office.ts';
import type { SmtpPresetName } from './presets.ts';
import { replies } from './replies.ts';
import { type PracticeSmtpServer, startSmtpServer } from './submission.ts';

const nora = 'nora@practice.test';
const claire = 'claire@practice.test';
const customer = 'buyer@customer.example.com';

interface Filed {
  readonly address: string;
  readonly message: Buffer;
}

function createPostOffice(): PostOffice & { inboxes: Filed[]; sent: Filed[] } {
  const inboxes: Filed[] = [];
  const sent: Filed[] = [];
  return {
    inboxes,
    sent,
    reach: (address) => {
      if ([nora, claire].includes(address)) return 'mailbox';
      return address === customer ? 'correspondent' : 'stranger';
    },
    deliver: (address, message) => inboxes.push({ address, message }),
    fileSent: (address, message) => sent.push({ address, message }),
  };
}

let certificates: PracticeCertificates;
const running: (() => Promise<void> | void)[] = [];

beforeAll(() => {
  certificates = makeCertificates();
});

afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
});

async function start(
  preset: SmtpPresetName,
  security: 'tls' | 'starttls' = 'starttls',
): Promise<{ server: PracticeSmtpServer; office: ReturnType<typeof createPostOffice> }> {
  const office = createPostOffice();
  const server = await startSmtpServer({
    preset,
    security,
    key: certificates.keyPem,
    certificate: certificates.certPem,
    postOffice: office,
    authenticate: async ({ user, accessToken, password }) =>
      accessToken === `token-of-${user}` || password === `password-of-${user}` ? user : undefined,
  });
  running.push(() => server.close());
  return { server, office };
}

function client(
  server: PracticeSmtpServer,
  sign: { user?: string; accessToken?: string; pass?: string } = {},
): Transporter {
  const user = sign.user ?? nora;
  const transport = createTransport({
    host: 'localhost',
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    tls: { ca: certificates.caPem },
    auth:
      sign.pass === undefined
        ? { type: 'OAuth2', user, accessToken: sign.accessToken ?? `token-of-${user}` }
        : { user, pass: sign.pass },
  });
  running.push(() => transport.close());
  return transport;
}

const letter = {
  from: nora,
  to: claire,
  subject: 'Lamps',
  text: 'Forty of them.',
  messageId: '<mine@practice.test>',
};

describe('submission', () => {
  it.each(['tls', 'starttls'] as const)('delivers over %s with an access token', async (security) => {
    const { server, office } = await start('plain', security);
    await client(server).sendMail(letter);
    expect(office.inboxes.map(({ address }) => address)).toEqual([claire]);
    const delivered = office.inboxes[0]?.message ?? Buffer.alloc(0);
    expect(headerValue(delivered, 'Return-Path')).toBe(`<${nora}>`);
    expect(headerValue(delivered, 'Received')).toContain('by localhost');
    expect(headerValue(delivered, 'Message-ID')).toBe('<mine@practice.test>');
    expect(server.transmissions).toMatchObject([{ mailbox: nora, recipients: [claire], answered: true }]);
  });

  it('delivers with a password and refuses a wrong one', async () => {
    const { server, office } = await start('plain');
    await client(server, { pass: `password-of-${nora}` }).sendMail(letter);
    expect(office.inboxes).toHaveLength(1);
    await expect(client(server, { pass: 'guess' }).sendMail(letter)).rejects.toMatchObject({
      responseCode: 535,
    });
    expect(server.transmissions).toHaveLength(1);
  });

  it('takes no credentials before STARTTLS', async () => {
    const { server } = await start('plain');
    const clear = createTransport({
      host: 'localhost',
      port: server.port,
      ignoreTLS: true,
      auth: { user: nora, pass: `password-of-${nora}` },
    });
    await expect(clear.sendMail(letter)).rejects.toThrow();
    expect(server.transmissions).toHaveLength(0);
  });

  it('leaves the bytes behind its trace as they were submitted', async () => {
    const { server, office } = await start('plain');
    await client(server).sendMail(letter);
    const submitted = server.transmissions[0]?.submitted ?? Buffer.alloc(0);
    const delivered = office.inboxes[0]?.message ?? Buffer.alloc(0);
    expect(delivered.subarray(delivered.length - submitted.length).equals(submitted)).toBe(true);
  });
});

describe('as Outlook', () => {
  it('files the sent copy under a Message-ID of its own and announces that', async () => {
    const { server, office } = await start('outlook');
    const info = await client(server).sendMail(letter);
    expect(info.response).toMatch(/^250 2\.0\.0 OK <[^>]+\.prod\.outlook\.example> \[Hostname=/);
    const announced = /<[^>]+>/.exec(info.response ?? '')?.[0] ?? '';
    expect(office.sent.map(({ address }) => address)).toEqual([nora]);
    for (const { message } of [...office.sent, ...office.inboxes]) {
      expect(headerValue(message, 'Message-ID')).toBe(announced);
    }
    expect(server.transmissions).toMatchObject([
      { submittedId: '<mine@practice.test>', messageId: announced },
    ]);
  });

  it('answers a bad token with 535 5.7.3', async () => {
    const { server } = await start('outlook');
    await expect(client(server, { accessToken: 'stale' }).sendMail(letter)).rejects.toMatchObject({
      responseCode: 535,
      response: expect.stringContaining('5.7.3 Authentication unsuccessful'),
    });
  });

  it('refuses a From that is not the mailbox’s own', async () => {
    const { server } = await start('outlook');
    const forged = client(server).sendMail({
      ...letter,
      from: claire,
      envelope: { from: nora, to: [claire] },
    });
    await expect(forged).rejects.toMatchObject({ response: expect.stringContaining('5.7.60') });
    expect(server.transmissions).toHaveLength(0);
  });

  it('accepts a stranger’s address and bounces it into the sender’s Inbox', async () => {
    const { server, office } = await start('outlook');
    await client(server).sendMail({ ...letter, to: 'nobody@nowhere.example.net' });
    expect(office.inboxes.map(({ address }) => address)).toEqual([nora]);
    const message = office.inboxes[0]?.message ?? Buffer.alloc(0);
    const report = message.toString('latin1');
    expect(headerValue(message, 'Content-Type')).toContain('multipart/report');
    expect(report).toContain('Final-Recipient: rfc822; nobody@nowhere.example.net');
    expect(headerValue(message, 'In-Reply-To')).toBe(server.transmissions[0]?.messageId);
  });

  it('sends a correspondent’s mail out without delivering it here', async () => {
    const { server, office } = await start('outlook');
    await client(server).sendMail({ ...letter, to: customer });
    expect(office.inboxes).toEqual([]);
    expect(server.transmissions).toMatchObject([{ recipients: [customer] }]);
  });

  it('refuses the fourth connection of a mailbox with 432', async () => {
    const { server } = await start('outlook');
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    for (let count = 0; count < 3; count += 1) server.faults.holdReply(held);
    const busy = [1, 2, 3].map(() => client(server).sendMail(letter));
    await expect.poll(() => server.transmissions.length).toBe(3);
    await expect(client(server).sendMail(letter)).rejects.toMatchObject({
      response: expect.stringContaining('4.3.2'),
      responseCode: 432,
    });
    release();
    await Promise.all(busy);
    expect(server.transmissions).toHaveLength(3);
  });
});

describe('as others', () => {
  it('Gmail files the sent copy and keeps the Message-ID', async () => {
    const { server, office } = await start('gmail');
    await client(server).sendMail(letter);
    expect(office.sent).toHaveLength(1);
    expect(headerValue(office.sent[0]?.message ?? Buffer.alloc(0), 'Message-ID')).toBe(
      '<mine@practice.test>',
    );
  });

  it('a plain server files nothing and refuses a stranger at RCPT', async () => {
    const { server, office } = await start('plain');
    await client(server).sendMail(letter);
    expect(office.sent).toEqual([]);
    await expect(
      client(server).sendMail({ ...letter, to: 'nobody@nowhere.example.net' }),
    ).rejects.toMatchObject({ response: expect.stringContaining('5.7.1') });
  });
});

describe('scripted faults', () => {
  it.each([
    ['connect', replies.serviceClosing],
    ['auth', replies.smtpAuthDisabledForTenant],
    ['auth', replies.smtpAuthDisabledForMailbox],
    ['auth', replies.signInFailed],
    ['mail', replies.tooManyConnections],
    ['mail', replies.sendAsDenied],
    ['rcpt', replies.greylisted],
    ['data', replies.serviceClosing],
  ] as const)('answers %s once with the scripted reply, then recovers', async (stage, reply) => {
    const { server } = await start('outlook');
    server.faults.refuse(stage, reply);
    await expect(client(server).sendMail(letter)).rejects.toMatchObject({
      responseCode: reply.code,
      response: expect.stringContaining(reply.text),
    });
    expect(server.transmissions).toHaveLength(0);
    await client(server).sendMail(letter);
    expect(server.transmissions).toHaveLength(1);
  });

  it('refuses one recipient and delivers to the other', async () => {
    const { server, office } = await start('outlook');
    server.faults.refuseRecipient('gone@practice.test', replies.unknownRecipient);
    const info = await client(server).sendMail({ ...letter, to: [claire, 'gone@practice.test'] });
    expect(info.rejected).toEqual(['gone@practice.test']);
    expect(info.accepted).toEqual([claire]);
    expect(office.inboxes.map(({ address }) => address)).toEqual([claire]);
  });

  it('refuses a message over the scripted size with 552 5.3.4', async () => {
    const { server } = await start('outlook');
    server.faults.limitSize(1_000);
    const large = client(server).sendMail({ ...letter, text: 'lamp '.repeat(1_000) });
    await expect(large).rejects.toMatchObject({
      responseCode: 552,
      response: expect.stringContaining('5.3.4'),
    });
    server.faults.limitSize(undefined);
    await client(server).sendMail(letter);
    expect(server.transmissions).toHaveLength(1);
  });

  it('hangs up after accepting: the message is delivered, the client is not told', async () => {
    const { server, office } = await start('outlook');
    server.faults.hangUp('after-acceptance');
    await expect(client(server).sendMail(letter)).rejects.toThrow();
    expect(office.inboxes).toHaveLength(1);
    expect(office.sent).toHaveLength(1);
    expect(server.transmissions).toMatchObject([{ answered: false }]);
  });

  it('hangs up before accepting: nothing is delivered', async () => {
    const { server, office } = await start('outlook');
    server.faults.hangUp('before-acceptance');
    await expect(client(server).sendMail(letter)).rejects.toThrow();
    expect(office.inboxes).toEqual([]);
    expect(server.transmissions).toEqual([]);
  });

  it('holds the final reply until it is released', async () => {
    const { server } = await start('outlook');
    let release = (): void => undefined;
    server.faults.holdReply(
      new Promise<void>((resolve) => {
        release = resolve;
      }),
    );
    let answered = false;
    const sending = client(server)
      .sendMail(letter)
      .then(() => {
        answered = true;
      });
    await expect.poll(() => server.transmissions.length).toBe(1);
    expect(answered).toBe(false);
    release();
    await sending;
    expect(answered).toBe(true);
  });
});
