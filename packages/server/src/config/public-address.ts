/**
 * The public address as people type it: scheme, host and port, nothing else. The redirect URI registered at the provider is
 * made from it and compared there byte by byte (RFC 6749 3.1.2), so one spelling is kept: no trailing slash, no path.
 * Throws an `Error` that completes "MAILROOM_BASE_URL ...".
 */
export function readPublicAddress(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new Error('must be an address such as https://mail.example.com');
  }
  if (url.username || url.password || url.search || url.hash || url.pathname !== '/') {
    throw new Error('must have no path, query, fragment or user name: Mailroom needs a host of its own');
  }
  return url.origin;
}
