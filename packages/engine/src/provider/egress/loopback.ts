import ipaddr from 'ipaddr.js';

/** Whether a URL's host name means this machine whatever DNS says: `localhost` (RFC 6761 6.3), 127.0.0.0/8, `[::1]`. */
export function isLoopbackName(hostname: string): boolean {
  const name = hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  // Only full spellings: "127.1" and the like are read differently by different software.
  return ipaddr.IPv4.isValidFourPartDecimal(name)
    ? ipaddr.IPv4.parse(name).range() === 'loopback'
    : ipaddr.IPv6.isValid(name) && ipaddr.IPv6.parse(name).range() === 'loopback';
}
