/** A submission server for tests that answers each stage by script and counts what really arrived. TLS from the first byte. */
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:tls';
import type { MailHost } from '@mailroom/model';
import { makeCertificates } from '@mailroom/rig/tls/index';

/** A reply line, or `drop`: the connection is cut instead. */
export type Answer = string;

export interface SmtpScript {
  greeting: Answer;
  auth: Answer;
  mail: Answer;
  rcpt(recipient: string): Answer;
  data: Answer;
  /** After so many octets of the message the connection is cut; null lets it through. */
  cutAfter: number | null;
  /** After the final dot; the message counts as taken unless this is a refusal. */
  dot: Answer;
}

export interface ScriptedSmtp {
  host: MailHost;
  ca: string;
  script: SmtpScript;
  /** Messages that ended with a final dot and were not refused. */
  taken: { recipients: string[]; message: string }[];
  /** Everything that clients sent, line by line, the messages left out. */
  commands: string[];
  close(): Promise<void>;
}

const defaults: SmtpScript = {
  greeting: '220 scripted ESMTP',
  auth: '235 2.7.0 Authentication successful',
  mail: '250 2.1.0 OK',
  rcpt: () => '250 2.1.5 OK',
  data: '354 Go on',
  cutAfter: null,
  dot: '250 2.0.0 OK',
};

export async function scriptedSmtp(): Promise<ScriptedSmtp> {
  const { caPem, certPem, keyPem } = makeCertificates();
  const script = { ...defaults };
  const taken: ScriptedSmtp['taken'] = [];
  const commands: string[] = [];
  const sockets = new Set<Socket>();

  const server = createServer({ cert: certPem, key: keyPem }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    let recipients: string[] = [];
    let message: string | null = null;
    let pending = '';

    const answer = (reply: Answer): void => {
      if (reply === 'drop') socket.destroy();
      else socket.write(`${reply}\r\n`);
    };
    const command = (line: string): void => {
      commands.push(line);
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') answer('250-scripted\r\n250-AUTH PLAIN XOAUTH2\r\n250 ENHANCEDSTATUSCODES');
      else if (verb === 'AUTH') answer(script.auth);
      else if (verb === 'MAIL') answer(script.mail);
      else if (verb === 'RCPT') {
        const recipient = /<(.*)>/.exec(line)?.[1] ?? '';
        const reply = script.rcpt(recipient);
        if (reply.startsWith('2')) recipients.push(recipient);
        answer(reply);
      } else if (verb === 'DATA') {
        if (script.data.startsWith('3')) message = '';
        answer(script.data);
      } else if (verb === 'QUIT') {
        socket.end('221 2.0.0 Bye\r\n');
      } else answer('500 5.5.1 Unknown');
    };
    const body = (): void => {
      if (message === null) return;
      message += pending;
      pending = '';
      if (script.cutAfter !== null && message.length >= script.cutAfter) return void socket.destroy();
      const end = message.indexOf('\r\n.\r\n');
      if (end === -1) return;
      const whole = message.slice(0, end);
      message = null;
      if (script.dot.startsWith('2') || script.dot === 'drop') taken.push({ recipients, message: whole });
      recipients = [];
      answer(script.dot);
    };

    answer(script.greeting);
    socket.on('data', (chunk: Buffer) => {
      pending += chunk.toString('latin1');
      for (;;) {
        if (message !== null) return body();
        const end = pending.indexOf('\r\n');
        if (end === -1) return;
        const line = pending.slice(0, end);
        pending = pending.slice(end + 2);
        command(line);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    host: { host: 'localhost', port, security: 'tls' },
    ca: caPem,
    script,
    taken,
    commands,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
