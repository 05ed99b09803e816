/** From a host and a secret to a session. TLS is verified always; STARTTLS never falls back to clear text. */
import type { LookupFunction } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { Failure, type MailHost } from '@mailroom/model';
import type { ImapFlowOptions } from 'imapflow';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { type EgressPolicy, guardedLookup, trustedAuthorities, vetHost } from '../egress/index.ts';
import { ImapConnection, responseLimits } from './connection.ts';
import { type Deadlines, standardDeadlines } from './deadlines.ts';
import type { ImapQuirks } from './quirks.ts';
import { ImapSession } from './session.ts';

export type ImapSecret = { accessToken: string } | { password: string };

export interface ImapTls {
  /** Certificates trusted besides the system's own, PEM. */
  ca?: readonly string[];
}

export interface OpenImapOptions {
  server: MailHost;
  user: string;
  secret: ImapSecret;
  tls: ImapTls;
  /** Where the host may be. */
  egress: EgressPolicy;
  quirks: ImapQuirks;
  clock: Clock;
  log: Log;
  deadlines?: Deadlines;
  /** Aborting drops the connection, while it is made and afterwards. */
  signal?: AbortSignal;
}

/**
 * Connects and logs in.
 * @throws Failure: `host-refused-by-policy`, `host-not-found`, `connection-refused`, `connection-timed-out`, `certificate-invalid`, `starttls-missing`,
 * `login-refused`, `login-unavailable`, `mailbox-not-reachable`, `throttled`, `too-many-connections`, ...
 */
export async function openImap(options: OpenImapOptions): Promise<ImapSession> {
  const { server, egress, quirks, clock, log, signal } = options;
  vetHost(server, egress);
  const deadlines = options.deadlines ?? standardDeadlines;
  const connection = new ImapConnection({
    flow: flowOptions(options, deadlines),
    host: server.host,
    clock,
    log,
    deadlines,
  });
  const abandon = () => connection.end(abandoned(server.host));
  if (signal?.aborted) abandon();
  signal?.addEventListener('abort', abandon, { once: true });
  connection.onEnd(() => signal?.removeEventListener('abort', abandon));
  await connection.connect();
  return new ImapSession(connection, quirks);
}

/** Longest rest between two polls of a server without IDLE. */
const restMilliseconds = 28 * 60_000;

function flowOptions(
  { server, user, secret, tls, egress, quirks }: OpenImapOptions,
  deadlines: Deadlines,
): ImapFlowOptions {
  const implicit = server.security === 'tls';
  return {
    host: server.host,
    port: server.port,
    secure: implicit,
    ...(implicit ? {} : { doSTARTTLS: true }),
    auth: {
      user,
      ...('accessToken' in secret ? { accessToken: secret.accessToken } : { pass: secret.password }),
    },
    tls: tlsOptions(tls, egress),
    clientInfo: { name: 'Mailroom' },
    disableAutoIdle: true,
    disableIMAP4rev2: !quirks.rev2,
    qresync: true,
    // A compressed megabyte may unfold to a gigabyte before any limit sees it.
    disableCompression: true,
    ...(quirks.idleMilliseconds > 0 ? { maxIdleTime: quirks.idleMilliseconds } : {}),
    connectionTimeout: deadlines.connectMilliseconds,
    greetingTimeout: deadlines.loginMilliseconds,
    // Quiet is the nature of IDLE; commands have a deadline of their own in `ImapConnection`.
    socketTimeout: Math.max(quirks.idleMilliseconds, restMilliseconds) + deadlines.stallMilliseconds,
    ...responseLimits,
  };
}

/** imapflow hands these to the TCP connection as well, STARTTLS or not, and `lookup` with them. */
function tlsOptions(tls: ImapTls, egress: EgressPolicy): ConnectionOptions & { lookup: LookupFunction } {
  return {
    rejectUnauthorized: true,
    secureContext: trustedAuthorities(tls.ca),
    lookup: guardedLookup(egress),
  };
}

function abandoned(host: string): Failure {
  return new Failure({
    origin: 'mailroom',
    kind: 'connection-lost',
    next: { do: 'nothing' },
    detail: { host },
  });
}
