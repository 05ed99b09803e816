import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { Failure } from '@mailroom/model';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkSmtp, type SmtpLogin, transmit } from './index.ts';
import { type ScriptedSmtp, scriptedSmtp } from './testing/scripted-server.ts';

const login: SmtpLogin = { kind: 'token', user: 'ada@heron.example', accessToken: 'token of hers' };
const raw = Buffer.from('Subject: Hello\r\n\r\nFirst line\r\n.leading dot\r\n');
const policy = { allowPrivate: true };

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const thrown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (thrown instanceof Failure) return thrown;
  throw new Error('expected a Failure', { cause: thrown });
}

describe('transmit', () => {
  let server: ScriptedSmtp;
  beforeEach(async () => {
    server = await scriptedSmtp();
  });
  afterEach(() => server.close());

  const options = () => ({ policy, ca: [server.ca], loginTimeout: 5_000, replyTimeout: 5_000 });
  const send = (recipients = ['bruno@otter.example'], bytes: Uint8Array = raw) =>
    transmit(
      { host: server.host, login, envelope: { from: 'ada@heron.example', recipients }, raw: bytes },
      options(),
    );

  it('hands over the message as it is, with the token it was given', async () => {
    server.script.dot = '250 2.0.0 OK <A1B2@EUR01.prod.outlook.com> [Hostname=EUR01.prod.outlook.com]';
    expect(await send()).toEqual({
      accepted: ['bruno@otter.example'],
      rejected: [],
      serverMessageId: '<A1B2@EUR01.prod.outlook.com>',
      response: server.script.dot,
    });
    expect(server.taken).toEqual([
      { recipients: ['bruno@otter.example'], message: 'Subject: Hello\r\n\r\nFirst line\r\n..leading dot' },
    ]);
    const auth = server.commands.find((line) => line.startsWith('AUTH XOAUTH2 ')) ?? '';
    expect(Buffer.from(auth.slice(13), 'base64').toString()).toBe(
      'user=ada@heron.example\u0001auth=Bearer token of hers\u0001\u0001',
    );
  });

  it('tells each recipient’s refusal apart', async () => {
    server.script.rcpt = (recipient) => {
      if (recipient.startsWith('gone')) return '550 5.1.1 User unknown';
      return recipient.startsWith('later') ? '450 4.2.0 Greylisted' : '250 2.1.5 OK';
    };
    const { accepted, rejected } = await send([
      'bruno@otter.example',
      'gone@otter.example',
      'later@otter.example',
    ]);
    expect(accepted).toEqual(['bruno@otter.example']);
    expect(
      rejected.map(({ recipient, failure }) => [recipient, failure.kind, failure.code, failure.next.do]),
    ).toEqual([
      ['gone@otter.example', 'recipient-refused', '550 5.1.1', 'choose'],
      ['later@otter.example', 'recipient-refused', '450 4.2.0', 'wait'],
    ]);
  });

  it('answers with all refusals where nobody was accepted, and sends no message', async () => {
    server.script.rcpt = () => '550 5.1.1 User unknown';
    const { accepted, rejected } = await send(['a@otter.example', 'b@otter.example']);
    expect([accepted, rejected.length]).toEqual([[], 2]);
    expect(server.taken).toEqual([]);
  });

  it.each([
    ['greeting', '421 4.3.2 Service not available', 'throttled', 'wait'],
    ['auth', '535 5.7.3 Authentication unsuccessful', 'login-refused', 'retry'],
    ['auth', '454 4.7.0 Temporary authentication failure', 'login-unavailable', 'wait'],
    [
      'auth',
      '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
      'smtp-auth-disabled',
      'ask-administrator',
    ],
    [
      'auth',
      "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy.",
      'smtp-auth-disabled',
      'ask-administrator',
    ],
    [
      'mail',
      '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
      'sender-refused',
      'choose',
    ],
    [
      'mail',
      '432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending',
      'too-many-connections',
      'wait',
    ],
    ['mail', '552 5.3.4 Message size exceeds fixed limit', 'message-too-large', 'choose'],
    ['data', '451 4.3.0 Try later', 'message-refused', 'wait'],
    ['dot', '552 5.3.4 Message too big', 'message-too-large', 'choose'],
    [
      'dot',
      '554 5.2.0 STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied',
      'sender-refused',
      'choose',
    ],
    ['dot', '554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException', 'throttled', 'wait'],
    [
      'dot',
      '550 5.7.705 Access denied, tenant has exceeded threshold',
      'sender-refused',
      'ask-administrator',
    ],
    ['dot', '451 4.7.500 Server busy. Please try again later', 'throttled', 'wait'],
    ['dot', '554 5.6.0 Invalid content', 'message-refused', 'choose'],
    ['dot', '421 4.4.2 Connection dropped due to error', 'throttled', 'wait'],
  ] as const)('at %s, "%s" is %s', async (stage, reply, kind, next) => {
    server.script[stage] = reply;
    const failure = await failureOf(send());
    expect(failure).toMatchObject({ kind, next: { do: next } });
    expect(failure.quote).toContain(reply.slice(0, 60));
    expect(server.taken).toEqual([]);
  });

  it.each(['greeting', 'auth', 'mail', 'data'] as const)(
    'knows that nothing was sent when the connection is lost at %s',
    async (stage) => {
      server.script[stage] = 'drop';
      expect(await failureOf(send())).toMatchObject({ kind: 'connection-lost', next: { do: 'wait' } });
    },
  );

  it('knows that nothing was sent when the connection is lost in the middle of the message', async () => {
    server.script.cutAfter = 100_000;
    const large = Buffer.from(`Subject: Large\r\n\r\n${'a line of text\r\n'.repeat(600_000)}`);
    expect(await failureOf(send(undefined, large))).toMatchObject({
      kind: 'connection-lost',
      next: { do: 'wait' },
    });
    expect(server.taken).toEqual([]);
  });

  it('says that the outcome is unknown when the connection is lost after the final dot', async () => {
    server.script.dot = 'drop';
    expect(await failureOf(send())).toMatchObject({ kind: 'outcome-unknown', next: { do: 'choose' } });
    expect(server.taken).toHaveLength(1);
  });

  it('says that the outcome is unknown when no answer comes in time after the final dot', async () => {
    server.script.dot = '250-still thinking';
    const host = server.host;
    const envelope = { from: 'ada@heron.example', recipients: ['bruno@otter.example'] };
    const failure = await failureOf(
      transmit({ host, login, envelope, raw }, { ...options(), replyTimeout: 200 }),
    );
    expect(failure.kind).toBe('outcome-unknown');
  });

  it('refuses a server whose certificate does not verify', async () => {
    const envelope = { from: 'ada@heron.example', recipients: ['bruno@otter.example'] };
    const failure = await failureOf(
      transmit({ host: server.host, login, envelope, raw }, { ...options(), ca: undefined }),
    );
    expect(failure.kind).toBe('certificate-invalid');
    expect(server.commands).toEqual([]);
  });

  it('opens no connection to a host that the policy refuses', async () => {
    const failure = await failureOf(
      checkSmtp(server.host, login, { ...options(), policy: { allowPrivate: false } }),
    );
    expect(failure.kind).toBe('host-refused-by-policy');
  });
});

describe('checkSmtp', () => {
  it('signs in and takes leave without a message', async () => {
    const server = await scriptedSmtp();
    const options = { policy, ca: [server.ca], loginTimeout: 5_000, replyTimeout: 5_000 };
    await checkSmtp(server.host, { kind: 'password', user: 'ada', password: 'hers' }, options);
    await expect.poll(() => server.commands.at(-1)).toBe('QUIT');
    expect(server.commands.some((line) => line.startsWith('MAIL'))).toBe(false);
    await server.close();
  });

  it('never continues in clear text where STARTTLS is not offered', async () => {
    const lines: string[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.write('220 plain\r\n');
      socket.on('data', (chunk) => {
        const line = chunk.toString();
        lines.push(line);
        socket.write(line.startsWith('EHLO') ? '250-plain\r\n250 AUTH PLAIN\r\n' : '502 5.5.1 Not here\r\n');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const host = { host: 'localhost', port, security: 'starttls' } as const;
    const password = { kind: 'password', user: 'ada', password: 'hers' } as const;
    const failure = await failureOf(
      checkSmtp(host, password, { policy, loginTimeout: 5_000, replyTimeout: 5_000 }),
    );
    expect(failure.kind).toBe('starttls-missing');
    expect(lines.join('')).not.toMatch(/AUTH/);
    await new Promise((resolve) => server.close(resolve));
  });

  it('tells that nobody answers at the port', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const host = { host: '127.0.0.1', port, security: 'tls' } as const;
    const failure = await failureOf(
      checkSmtp(host, login, { policy, loginTimeout: 5_000, replyTimeout: 5_000 }),
    );
    expect(failure.kind).toBe('connection-refused');
  });
});
