/**
 * Octets as transferred → octets as written (RFC 2045 6). Base64 is Node's own decoder. Quoted-printable is read here, octet by octet:
 * libqp, which imapflow brings along, goes through a string and a regular expression for each escape, and took ten times as long.
 */
import { Buffer } from 'node:buffer';

const equals = 0x3d;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const tab = 0x09;

/** Unknown encodings are passed through, as RFC 2045 6.4 has it for text that is shown all the same. Never throws. */
export function decodeTransfer(bytes: Uint8Array, encoding: string | null): Buffer {
  const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (encoding?.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(octets.toString('latin1'), 'base64');
    case 'quoted-printable':
      return decodeQuotedPrintable(octets);
    default:
      return octets;
  }
}

/** RFC 2045 6.7. An `=` that begins no escape is text, as in mail whose sender forgot to encode it. */
function decodeQuotedPrintable(octets: Buffer): Buffer {
  const decoded = Buffer.allocUnsafe(octets.length);
  let end = 0;
  let at = 0;
  while (at < octets.length) {
    const next = octets.indexOf(equals, at);
    const plainEnd = next === -1 ? octets.length : next;
    octets.copy(decoded, end, at, plainEnd);
    end += plainEnd - at;
    if (next === -1) break;
    const high = hexDigit(octets[next + 1]);
    const low = hexDigit(octets[next + 2]);
    if (high >= 0 && low >= 0) {
      decoded[end++] = high * 16 + low;
      at = next + 3;
      continue;
    }
    const lineEnd = softBreakEnd(octets, next + 1);
    if (lineEnd === undefined) decoded[end++] = equals;
    at = lineEnd ?? next + 1;
  }
  return decoded.subarray(0, end);
}

function hexDigit(octet: number | undefined): number {
  if (octet === undefined) return -1;
  if (octet >= 0x30 && octet <= 0x39) return octet - 0x30;
  const upper = octet & ~0x20;
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1;
}

/** Where the line after a soft break begins; white space may have been added before the break on the way. */
function softBreakEnd(octets: Buffer, from: number): number | undefined {
  let at = from;
  while (octets[at] === space || octets[at] === tab) at += 1;
  if (at >= octets.length) return at;
  if (octets[at] === carriageReturn) at += 1;
  return octets[at] === lineFeed ? at + 1 : undefined;
}
