/** Whether a mail server answers at a host and port, as far as can be told without signing in. */
import type { Socket } from 'node:net';
import type { MailHost } from '@mailroom/model';
import { connectionFailure } from '../egress/connection-failure.ts';
import { type EgressPolicy, vetHost } from '../egress/index.ts';
import type { Outside } from './outside.ts';

export type MailProtocol = 'imap' | 'smtp';

/**
 * True when the server greets in its protocol with a certificate for its name: at once for `tls`, after STARTTLS for
 * `starttls`. False when something else answers.
 * @throws Failure where nothing answers or the policy refuses.
 */
export type Greets = (server: MailHost, protocol: MailProtocol, signal: AbortSignal) => Promise<boolean>;

const longestReply = 8 * 1024;

/** Replies of both protocols are lines; an SMTP reply ends at the first line without a hyphen after its code. */
async function* replies(socket: Socket): AsyncGenerator<string> {
  let text = '';
  for await (const piece of socket as AsyncIterable<Buffer>) {
    text += piece.toString('latin1');
    for (;;) {
      const end = /^(?:\d{3}-[^\n]*\n)*(?!\d{3}-)[^\n]*\n/.exec(text);
      if (end === null) break;
      yield end[0];
      text = text.slice(end[0].length);
    }
    if (text.length > longestReply) return;
  }
}

const greeting: Readonly<Record<MailProtocol, RegExp>> = { imap: /^\* OK\b/i, smtp: /^220[ -]/ };
const encrypt: Readonly<Record<MailProtocol, readonly { say: string; expect: RegExp }[]>> = {
  imap: [{ say: 'a STARTTLS\r\n', expect: /^a OK\b/i }],
  smtp: [
    { say: 'EHLO [127.0.0.1]\r\n', expect: /^250[ -]STARTTLS\r?$/im },
    { say: 'STARTTLS\r\n', expect: /^220[ -]/ },
  ],
};

/** Speaks up to the upgrade; false when the server does not play along. */
async function agreesToEncrypt(socket: Socket, protocol: MailProtocol): Promise<boolean> {
  const heard = replies(socket);
  for (const { say, expect } of [{ say: '', expect: greeting[protocol] }, ...encrypt[protocol]]) {
    if (say !== '') socket.write(say);
    const { value } = await heard.next();
    if (value === undefined || !expect.test(value)) return false;
  }
  return true;
}

function secured(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('secureConnect', resolve);
    socket.once('error', reject);
  });
}

export function greetingsOf(outside: Outside, policy: EgressPolicy): Greets {
  return async (server, protocol, signal) => {
    vetHost(server, policy);
    signal.throwIfAborted();
    const { host, port } = server;
    const direct = server.security === 'tls';
    const socket = direct ? outside.tls(host, port) : outside.plain(host, port);
    const abandon = (): void => {
      socket.destroy();
    };
    signal.addEventListener('abort', abandon, { once: true });
    // The error is heard by whoever reads or waits; this one keeps a late one from ending the process.
    socket.on('error', () => {});
    try {
      if (direct) {
        const first = await replies(socket).next();
        return first.value !== undefined && greeting[protocol].test(first.value);
      }
      if (!(await agreesToEncrypt(socket, protocol))) return false;
      const upgraded = outside.upgrade(socket, host);
      upgraded.on('error', () => {});
      await secured(upgraded);
      upgraded.destroy();
      return true;
    } catch (thrown) {
      throw signal.aborted ? signal.reason : connectionFailure(thrown, { host, port });
    } finally {
      signal.removeEventListener('abort', abandon);
      socket.destroy();
    }
  };
}
