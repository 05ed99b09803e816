import { isIPv4, isIPv6 } from 'node:net';

/** The first `groups` groups of an IPv6 address, written out. */
function prefix(address: string, groups: number): string {
  const [head = '', tail = ''] = address.split('::', 2);
  const [before, after] = [head, tail].map((part) => (part === '' ? [] : part.split(':')));
  const missing = 8 - (before?.length ?? 0) - (after?.length ?? 0);
  const all = [...(before ?? []), ...Array<string>(Math.max(missing, 0)).fill('0'), ...(after ?? [])];
  return all.slice(0, groups).join(':');
}

/** What is kept of a client's address: enough to tell one place from another, too little to follow a person. Null for what is none. */
export function networkOf(address: string): string | null {
  const mapped = address.toLowerCase().replace(/^::ffff:(?=[0-9.]+$)/, '');
  if (isIPv4(mapped)) return `${mapped.split('.').slice(0, 3).join('.')}.0/24`;
  return isIPv6(mapped) ? `${prefix(mapped.split('%', 1)[0] ?? '', 3)}::/48` : null;
}
