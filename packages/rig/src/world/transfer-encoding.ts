/** Content transfer encodings of RFC 2045 section 6, written by hand so that rig agrees with the RFC, not with our parser. */

const LINE = 76;

/** Base64 in lines of 76 characters (RFC 2045 section 6.8), without a line break at the end. */
export function base64Lines(bytes: Uint8Array): string {
  const encoded = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return (encoded.match(/.{1,76}/g) ?? []).join('\r\n');
}

function hex(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Quoted-printable (RFC 2045 section 6.7): CRLF stays a line break, everything else fits lines of 76 characters. */
export function quotedPrintable(bytes: Uint8Array): string {
  const lines: string[] = [];
  let line = '';
  const put = (token: string): void => {
    if (line.length + token.length > LINE - 1) {
      lines.push(`${line}=`);
      line = '';
    }
    line += token;
  };
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte === 0x0d && bytes[index + 1] === 0x0a) {
      lines.push(line);
      line = '';
      index += 1;
      continue;
    }
    const blank = byte === 0x20 || byte === 0x09;
    const endsLine = index + 1 === bytes.length || bytes[index + 1] === 0x0d;
    // A blank before a line break may be stripped on the way (RFC 2045 6.7 rule 3), so it is written out.
    const literal = blank ? !endsLine : byte > 0x20 && byte < 0x7f && byte !== 0x3d;
    put(literal ? String.fromCharCode(byte) : hex(byte));
  }
  lines.push(line);
  return lines.join('\r\n');
}
