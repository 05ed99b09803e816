/** Mail of one line each in any number, for what depends on how many messages there are and not on what they say. */
import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';

interface Mailbox {
  port: number;
  user: string;
  password: string;
  caPem: string;
}

/** Messages of one command (MULTIAPPEND, RFC 3502). */
const together = 5_000;

/** Puts so many into the inbox. */
export async function appendSmallMail(mailbox: Mailbox, messages: number): Promise<void> {
  const socket = connect({ host: 'localhost', port: mailbox.port, ca: mailbox.caPem });
  try {
    await said(socket, '* OK');
    await command(socket, `LOGIN ${mailbox.user} ${mailbox.password}`);
    for (let from = 1; from <= messages; from += together) {
      const pieces: string[] = [];
      for (let number = from; number < Math.min(from + together, messages + 1); number += 1) {
        const raw = `From: bob@example.org\r\nTo: ${mailbox.user}\r\nSubject: Number ${number}\r\nMessage-ID: <${number}@example.org>\r\n\r\nText of ${number}\r\n`;
        pieces.push(` (${number % 10 === 0 ? '' : '\\Seen'}) {${raw.length}+}\r\n${raw}`);
      }
      await command(socket, `APPEND INBOX${pieces.join('')}`);
    }
    await command(socket, 'LOGOUT');
  } finally {
    socket.destroy();
  }
}

async function command(socket: TLSSocket, text: string): Promise<void> {
  socket.write(`A ${text}\r\n`);
  await said(socket, '\r\nA OK');
}

/** Waits until the server has said so, or refused. */
async function said(socket: TLSSocket, wanted: string): Promise<void> {
  for (let heard = '\r\n'; !heard.includes(wanted); ) {
    const [chunk]: Buffer[] = await once(socket, 'data');
    heard += chunk?.toString('latin1') ?? '';
    if (/\r\nA (?:NO|BAD)/.test(heard)) throw new Error(`Dovecot refused: ${heard.trim().slice(0, 200)}`);
  }
}
