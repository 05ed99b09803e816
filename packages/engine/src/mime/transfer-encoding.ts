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
    const octet = octets[at] ?? 0;
    at += 1;
    if (octet !== equals) {
      decoded[end++] = octet;
      continue;
    }
    const escaped = at + 1 < octets.length ? hexPair(octets[at] ?? 0, octets[at + 1] ?? 0) : -1;
    if (escaped >= 0) {
      decoded[end++] = escaped;
      at += 2;
      continue;
    }
    const lineEnd = softBreakEnd(octets, at);
    if (lineEnd === undefined) decoded[end++] = equals;
    else at = lineEnd;
  }
  return decoded.subarray(0, end);
}

/** Values of hexadecimal digits, by octet; -1 for any other. */
const hexDigits = Int8Array.from({ length: 256 }, (_, octet) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(octet).toLowerCase()),
);

/** The octet that two hexadecimal digits tell, or a negative number. */
function hexPair(high: number, low: number): number {
  return ((hexDigits[high] ?? -1) << 4) | (hexDigits[low] ?? -1);
}

/** Where the line after a soft break begins; white space may have been added before the break on the way. */
function softBreakEnd(octets: Buffer, from: number): number | undefined {
  let at = from;
  while (at < octets.length && (octets[at] === space || octets[at] === tab)) at += 1;
  if (at === octets.length) return at;
  if (octets[at] === carriageReturn) at += 1;
  return at < octets.length && octets[at] === lineFeed ? at + 1 : undefined;
}
