/** Which addresses a host chosen by a person may lead to. */
import ipaddr from 'ipaddr.js';

export interface EgressPolicy {
  /** The administrator lets people link servers of the local network; off unless said otherwise. */
  allowPrivate: boolean;
}

/** `never`: no mail server is there, whatever the policy (link-local holds clouds' credential services). */
export type Reach = 'public' | 'private' | 'never';

const privateRanges: ReadonlySet<string> = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']);

function reachOfIPv4(address: ipaddr.IPv4): Reach {
  const range = address.range();
  if (range === 'unicast') return 'public';
  return privateRanges.has(range) ? 'private' : 'never';
}

function ipv4In(parts: readonly number[], at: number): ipaddr.IPv4 {
  const [high = 0, low = 0] = parts.slice(at, at + 2);
  return new ipaddr.IPv4([high >> 8, high & 0xff, low >> 8, low & 0xff]);
}

const globalUnicast: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];
const wellKnownNat64: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];
/** Interface identifiers of ISATAP (RFC 5214 6.1), before the IPv4 address: local and global form. */
const isatap: ReadonlySet<string> = new Set(['0:5efe', '200:5efe']);

function reachOfIPv6(address: ipaddr.IPv6): Reach {
  const { parts } = address;
  // These two are IPv4 in disguise: the system's resolver maps, and networks without IPv4 translate (RFC 6052 2.1).
  if (address.isIPv4MappedAddress() || address.match(wellKnownNat64)) return reachOfIPv4(ipv4In(parts, 6));
  const range = address.range();
  if (privateRanges.has(range)) return 'private';
  // Everything else outside 2000::/3 is unassigned or of old transition schemes, so unknown forms fail closed. What ipaddr.js
  // knows inside it and does not call unicast (6to4, Teredo, documentation) is no place for a mail server either.
  if (range !== 'unicast' || !address.match(globalUnicast)) return 'never';
  const interfaceId = `${(parts[4] ?? 0).toString(16)}:${(parts[5] ?? 0).toString(16)}`;
  if (isatap.has(interfaceId) && reachOfIPv4(ipv4In(parts, 6)) !== 'public') return 'never';
  return 'public';
}

/** IPv4-compatible (RFC 4291 2.5.5.1), long deprecated. ipaddr.js would take it for the mapped form. */
const compatible = /^::\d{1,3}(?:\.\d{1,3}){3}$/;

/** @param text an address as `net.isIP` accepts it; anything else is `never`. */
export function reachOf(text: string): Reach {
  const bare = text.replace(/^\[|\]$/g, '');
  if (compatible.test(bare)) return 'never';
  if (ipaddr.IPv4.isValidFourPartDecimal(bare)) return reachOfIPv4(ipaddr.IPv4.parse(bare));
  return ipaddr.IPv6.isValid(bare) ? reachOfIPv6(ipaddr.IPv6.parse(bare)) : 'never';
}

export function mayReach(text: string, policy: EgressPolicy): boolean {
  const reach = reachOf(text);
  return reach === 'public' || (reach === 'private' && policy.allowPrivate);
}
