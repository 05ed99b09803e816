import { prependHeaders } from '../smtp/header-section.ts';
import { formatDate } from './headers.ts';
import { createRandom } from './random.ts';

/** A message with the trace its way to a mailbox left: Return-Path and Received, newest first (RFC 5321 section 4.4). */
export function withTrace(raw: Buffer, sender: string, recipient: string, date: Date): Buffer {
  const random = createRandom(`trace ${sender} ${recipient} ${date.toISOString()}`);
  const host = (address: string): string => address.slice(address.indexOf('@') + 1);
  const stamp = formatDate(date, 0);
  return prependHeaders(raw, [
    `Return-Path: <${sender}>`,
    `Received: from mail.${host(sender)} (192.0.2.${random.between(1, 254)}) by mx.${host(recipient)}\r\n` +
      `\twith ESMTPS id ${random.hex(12)} for <${recipient}>; ${stamp}`,
    `Received: from [10.${random.between(0, 255)}.${random.between(0, 255)}.${random.between(1, 254)}] by mail.${host(sender)} with ESMTPSA id ${random.hex(10)};\r\n\t${stamp}`,
  ]);
}
