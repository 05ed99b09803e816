/** Names of folders and labels as they stand on the wire. */
import { Buffer } from 'node:buffer';

/**
 * @param octets one character an octet, as `Cursor.text` answers
 * @param utf8 whether the session's names are UTF-8; otherwise they are modified UTF-7 (RFC 3501 5.1.3)
 */
export function decodeMailboxName(octets: string, utf8: boolean): string {
  // Modified UTF-7 has no eighth bit: what has one is UTF-8, whatever was agreed.
  if (utf8 || /[\x80-\xff]/.test(octets)) return Buffer.from(octets, 'latin1').toString('utf8');
  return octets.replace(/&([A-Za-z0-9+,]*)-/g, (shifted, base64: string) => {
    if (base64 === '') return '&';
    const utf16 = Buffer.from(base64.replaceAll(',', '/'), 'base64');
    // What is no UTF-16 was not meant as a shift; the name stays as it is spelled.
    return utf16.length > 1 && utf16.length % 2 === 0 ? utf16.swap16().toString('utf16le') : shifted;
  });
}
