const ENCODED = /&([A-Za-z0-9+,]*)-/g;
const UNPRINTABLE = /&|[^\x20-\x7e]+/g;

/** Modified UTF-7 of RFC 3501 section 5.1.3. */
export function encodeMailboxName(name: string): string {
  return name.replace(UNPRINTABLE, (run) => {
    if (run === '&') return '&-';
    const utf16 = Buffer.from(run, 'utf16le').swap16();
    return `&${utf16.toString('base64').replace(/=+$/, '').replace(/\//g, ',')}-`;
  });
}

/** The name in Unicode; text that is not well-formed modified UTF-7 stays as it is. */
export function decodeMailboxName(name: string): string {
  return name.replace(ENCODED, (whole, base64: string) => {
    if (base64 === '') return '&';
    const utf16 = Buffer.from(base64.replace(/,/g, '/'), 'base64');
    if (utf16.length === 0 || utf16.length % 2 !== 0) return whole;
    return utf16.swap16().toString('utf16le');
  });
}
