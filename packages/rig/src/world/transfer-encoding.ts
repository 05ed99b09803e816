/** Content transfer encodings of RFC 2045 section 6, written by hand so that rig agrees with the RFC, not with our parser. */

const LINE = 76;

/** Base64 in lines of 76 characters (RFC 2045 section 6.8), without a line break at the end. */
export function base64Lines(bytes: Uint8Array): string {
  const encoded = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return (encoded.match(/.{1,76}/g) ?? []).join('\r\n');
}

/** How each byte is written inside a line: as itself, or as = and two hexadecimal digits. */
const tokens: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const literal = (byte >= 0x20 && byte < 0x7f && byte !== 0x3d) || byte === 0x09;
  return literal ? String.fromCharCode(byte) : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
});

function quoteLine(line: Buffer): string {
  let written = '';
  let room = LINE - 1;
  for (let index = 0; index < line.length; index += 1) {
    const byte = line[index] ?? 0;
    let token = tokens[byte] ?? '';
    // A blank before a line break may be stripped on the way (RFC 2045 6.7 rule 3), so it is written out.
    if (index === line.length - 1 && byte === 0x20) token = '=20';
    if (index === line.length - 1 && byte === 0x09) token = '=09';
    if (token.length > room) {
      written += '=\r\n';
      room = LINE - 1;
    }
    written += token;
    room -= token.length;
  }
  return written;
}

/** Quoted-printable (RFC 2045 section 6.7): CRLF stays a line break, everything else fits lines of 76 characters. */
export function quotedPrintable(bytes: Buffer): string {
  const lines: string[] = [];
  let start = 0;
  for (;;) {
    const end = bytes.indexOf('\r\n', start, 'latin1');
    lines.push(quoteLine(bytes.subarray(start, end === -1 ? bytes.length : end)));
    if (end === -1) return lines.join('\r\n');
    start = end + 2;
  }
}
