/**
 * Keeps connections to servers that a person named away from Mailroom's own network (server-side request forgery). The
 * check sits in the lookup that the connection itself uses, so the address that was judged is the one connected to: a name
 * that answers differently the second time gains nothing.
 */
import { type LookupAddress, type LookupAllOptions, lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Failure } from '@mailroom/model';
import { type EgressPolicy, mayReach } from './address.ts';

/** Submission, IMAP and their implicit-TLS ports (RFC 8314), and 2525, which many relays offer where 25 is blocked. */
const mailPorts: ReadonlySet<number> = new Set([25, 143, 465, 587, 993, 2525]);

/** One answer for every refusal: telling a closed port from a forbidden one would map the network for the asker. */
export function refusedByPolicy(host: string): Failure {
  return new Failure({
    origin: 'administrator',
    kind: 'host-refused-by-policy',
    next: { do: 'choose' },
    detail: { host },
  });
}

/**
 * Judges what needs no DNS: the port, and hosts that are addresses, which never pass through a lookup.
 * @throws Failure `host-refused-by-policy`.
 */
export function vetHost(target: { host: string; port: number }, policy: EgressPolicy): void {
  if (!policy.allowPrivate && !mailPorts.has(target.port)) throw refusedByPolicy(target.host);
  const bare = target.host.replace(/^\[|\]$/g, '');
  const isAddress = isIP(bare) !== 0;
  if (isAddress && !mayReach(bare, policy)) throw refusedByPolicy(target.host);
}

/** What the guard asks: all addresses of a name. The system's `lookup` is one; a resolver of one's own may be another. */
export type LookupAll = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

/**
 * A `lookup` for `net.connect`, `tls.connect` and libraries that pass it on. Addresses that the policy refuses are left out;
 * where none remains it fails with a `Failure` of kind `host-refused-by-policy`.
 */
export function guardedLookup(policy: EgressPolicy, lookup: LookupAll = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const allowed = found.filter(({ address }: LookupAddress) => mayReach(address, policy));
      const [first] = allowed;
      if (first === undefined) {
        const refusal = refusedByPolicy(hostname);
        return callback(Object.assign(refusal, { code: 'EGRESS' }), '');
      }
      if (options.all) return callback(null, allowed);
      return callback(null, first.address, first.family);
    });
  };
}
