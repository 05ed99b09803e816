/** Opens the connection under a submission session: to the vetted address, encrypted from the first byte or about to be. */
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type SecureContext } from 'node:tls';
import { Failure, type MailHost } from '@mailroom/model';
import { connectionFailure } from '../egress/connection-failure.ts';
import { type EgressPolicy, guardedLookup, trustedAuthorities, vetHost } from '../egress/index.ts';

export interface OpenOptions {
  policy: EgressPolicy;
  /** Milliseconds for name, connection and TLS handshake together. */
  timeout: number;
  /** PEM certificates of further authorities to trust; the system's stay trusted. */
  ca?: readonly string[];
}

/** The options of `tls.connect` that decide whom we trust; nothing weakens verification. */
export function trust(
  host: string,
  ca: readonly string[] | undefined,
): { servername?: string; secureContext: SecureContext } {
  return {
    ...(isIP(host) === 0 ? { servername: host } : {}),
    secureContext: trustedAuthorities(ca),
  };
}

/** @throws Failure */
export function openSocket(target: MailHost, options: OpenOptions): Promise<Socket> {
  vetHost(target, options.policy);
  const { host, port } = target;
  const address = { host, port, lookup: guardedLookup(options.policy), autoSelectFamily: true };
  return new Promise((resolve, reject) => {
    const tls = target.security === 'tls';
    const socket = tls ? connectTls({ ...address, ...trust(host, options.ca) }) : connectPlain(address);
    const timer = setTimeout(() => {
      const timedOut = { origin: 'network', kind: 'connection-timed-out' } as const;
      refuse(
        new Failure({ ...timedOut, next: { do: 'wait', until: null }, detail: { host, port: String(port) } }),
      );
    }, options.timeout);
    const refuse = (thrown: unknown): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(connectionFailure(thrown, target));
    };
    socket.once('error', refuse);
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      clearTimeout(timer);
      socket.off('error', refuse);
      // Nothing listens between here and the session's own handler; an error in that gap must not end the process.
      socket.on('error', () => {});
      resolve(socket);
    });
  });
}
