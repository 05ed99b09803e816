/**
 * From Dovecot's IDLE notice of new mail, as it passes on the wire, to the change on the live stream. Dovecot gives it half a second
 * after the delivery.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from '@mailroom/rig/demo/walk/browser';
import { followChanges } from '../live-changes.ts';
import { median } from '../median.ts';
import { percentile } from '../percentile.ts';
import type { WireTap } from './wire-tap.ts';

export interface Delivery {
  deliveries: number;
  medianMs: number;
  p95Ms: number;
}

const deliveries = 30;
/** Milliseconds after which everything that a delivery brings about is over, and the connection silent. */
const silence = 1000;

/**
 * @param wire between Mailroom and the server.
 * @param deliver puts a message into the INBOX.
 */
export async function timeDeliveries(
  browser: Browser,
  wire: WireTap,
  deliver: (message: string) => Promise<unknown>,
): Promise<Delivery> {
  const live = await followChanges(browser);
  const milliseconds: number[] = [];
  try {
    for (let at = 0; at < deliveries; at += 1) {
      await pause(silence);
      const told = live.next(({ noun }) => noun === 'conversation');
      const noticed = wire.next();
      await deliver(message(at));
      milliseconds.push(Number((await told).at - (await noticed)) / 1e6);
    }
  } finally {
    await live.close();
  }
  return { deliveries, medianMs: median(milliseconds), p95Ms: percentile(milliseconds, 95) };
}

function message(at: number): string {
  return `From: Sender <sender@sender.test>\nTo: Ada <ada@practice.test>\nSubject: Delivery ${at}\nMessage-ID: <${at}.${process.pid}@sender.test>\nContent-Type: text/plain; charset=utf-8\n\nThis is delivery ${at}.\n`;
}
