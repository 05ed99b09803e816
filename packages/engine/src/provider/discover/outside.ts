/** Opens connections for discovery; every one passes the egress guard in the lookup that it connects by. */
import { isIP, type LookupFunction, connect as openPlain, type Socket } from 'node:net';
import {
  createSecureContext,
  getCACertificates,
  connect as openTls,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { type EgressPolicy, guardedLookup, mayReach, refusedByPolicy } from '../egress/index.ts';
import { lookupFrom, type Names } from './names.ts';

export interface ConnectTarget {
  host: string;
  port: number;
  lookup: LookupFunction;
}

export interface OutsideOptions {
  policy: EgressPolicy;
  names: Names;
  /** PEM certificates of further authorities to trust; the system's stay trusted. */
  ca?: readonly string[];
  /** Where a vetted connection really goes. For a world whose servers listen on other ports; its `lookup` must ask ours. */
  route?(vetted: ConnectTarget): ConnectTarget;
}

export interface Outside {
  /** Encrypted from the first byte, the certificate checked for the host's name. */
  tls(host: string, port: number): TLSSocket;
  plain(host: string, port: number): Socket;
  /** Encrypts an open connection, with the same check. */
  upgrade(socket: Socket, host: string): TLSSocket;
}

const contexts = new Map<string, SecureContext>();

/**
 * Node's own `ca` replaces what it trusts by default, and reading the system's hundreds of certificates takes a tenth of a second, for
 * every connection anew. An installation has one list of further authorities, which is read once.
 */
function trusting(ca: readonly string[]): SecureContext {
  const key = ca.join('\n');
  const known = contexts.get(key);
  if (known) return known;
  const made = createSecureContext({ ca: [...getCACertificates('default'), ...ca] });
  contexts.set(key, made);
  return made;
}

export function openOutside(options: OutsideOptions): Outside {
  const lookup = guardedLookup(options.policy, lookupFrom(options.names));
  const routed = (host: string, port: number): ConnectTarget => {
    // Node connects to addresses without a lookup, so they are judged here. Callers give names; this is the second lock.
    if (isIP(host) !== 0 && !mayReach(host, options.policy)) throw refusedByPolicy(host);
    const vetted = { host, port, lookup };
    return options.route?.(vetted) ?? vetted;
  };
  const trust = (host: string) => ({
    servername: host,
    ...(options.ca === undefined ? {} : { secureContext: trusting(options.ca) }),
  });
  return {
    tls: (host, port) => openTls({ ...routed(host, port), ...trust(host) }),
    plain: (host, port) => openPlain({ ...routed(host, port) }),
    upgrade: (socket, host) => openTls({ socket, ...trust(host) }),
  };
}
