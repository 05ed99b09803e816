/**
 * From Dovecot's IDLE notice of new mail to the change on the live stream. When the notice was sent is told by a second connection in
 * IDLE on the same INBOX: Dovecot wakes all of them together, half a second after the delivery.
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type TLSSocket } from 'node:tls';
import type { Browser } from '@mailroom/rig/demo/walk/browser';
import { followChanges } from '../live-changes.ts';
import { median } from '../median.ts';
import type { BenchMailbox } from '../peers/mailbox.ts';
import { percentile } from '../percentile.ts';

export interface Delivery {
  deliveries: number;
  medianMs: number;
  p95Ms: number;
}

const deliveries = 40;

/** @param deliver puts a message into the INBOX. */
export async function timeDeliveries(
  browser: Browser,
  mailbox: BenchMailbox,
  deliver: (message: string) => Promise<unknown>,
): Promise<Delivery> {
  const notices = await idleOn(mailbox);
  const live = await followChanges(browser);
  const milliseconds: number[] = [];
  try {
    for (let at = 0; at < deliveries; at += 1) {
      const told = live.next(({ noun }) => noun === 'conversation');
      const noticed = notices.next();
      await deliver(message(at));
      milliseconds.push(Number((await told).at - (await noticed)) / 1e6);
      // Another pass may follow the first at once, and is not what is measured.
      await pause(300);
    }
  } finally {
    await live.close();
    notices.close();
  }
  return { deliveries, medianMs: median(milliseconds), p95Ms: percentile(milliseconds, 95) };
}

function message(at: number): string {
  return `From: Sender <sender@sender.test>\nTo: Ada <ada@practice.test>\nSubject: Delivery ${at}\nMessage-ID: <${at}.${process.pid}@sender.test>\nContent-Type: text/plain; charset=utf-8\n\nThis is delivery ${at}.\n`;
}

interface Notices {
  /** When the next EXISTS comes: nanoseconds of the machine's monotonic clock. */
  next(): Promise<bigint>;
  close(): void;
}

async function idleOn(mailbox: BenchMailbox): Promise<Notices> {
  const socket = connect({ host: 'localhost', port: mailbox.port, ca: mailbox.caPem });
  await once(socket, 'secureConnect');
  await say(socket, `a LOGIN "${mailbox.user}" "${mailbox.password}"`, /^a OK/m);
  await say(socket, 'b EXAMINE INBOX', /^b OK/m);
  await say(socket, 'c IDLE', /^\+ /m);
  return {
    next: () => heard(socket, /^\* \d+ EXISTS/m),
    close: () => socket.destroy(),
  };
}

function say(socket: TLSSocket, command: string, answer: RegExp): Promise<bigint> {
  const answered = heard(socket, answer);
  socket.write(`${command}\r\n`);
  return answered;
}

function heard(socket: TLSSocket, wanted: RegExp): Promise<bigint> {
  return new Promise((resolve, reject) => {
    let text = '';
    const read = (chunk: Buffer) => {
      const at = process.hrtime.bigint();
      text += chunk.toString('latin1');
      if (!wanted.test(text)) return;
      socket.off('data', read);
      socket.off('error', reject);
      resolve(at);
    };
    socket.on('data', read);
    socket.once('error', reject);
  });
}
