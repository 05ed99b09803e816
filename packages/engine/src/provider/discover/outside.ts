/** Opens connections for discovery; every one passes the egress guard in the lookup that it connects by. */
import { isIP, type LookupFunction, connect as openPlain, type Socket } from 'node:net';
import { connect as openTls, type TLSSocket } from 'node:tls';
import {
  type EgressPolicy,
  guardedLookup,
  mayReach,
  refusedByPolicy,
  trustedAuthorities,
} from '../egress/index.ts';
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

export function openOutside(options: OutsideOptions): Outside {
  const lookup = guardedLookup(options.policy, lookupFrom(options.names));
  const routed = (host: string, port: number): ConnectTarget => {
    // Node connects to addresses without a lookup, so they are judged here. Callers give names; this is the second lock.
    if (isIP(host) !== 0 && !mayReach(host, options.policy)) throw refusedByPolicy(host);
    const vetted = { host, port, lookup };
    return options.route?.(vetted) ?? vetted;
  };
  const trust = (host: string) => ({ servername: host, secureContext: trustedAuthorities(options.ca) });
  return {
    tls: (host, port) => openTls({ ...routed(host, port), ...trust(host) }),
    plain: (host, port) => openPlain({ ...routed(host, port) }),
    upgrade: (socket, host) => openTls({ socket, ...trust(host) }),
  };
}
