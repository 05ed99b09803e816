import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { constants, createDeflateRaw, createInflateRaw } from 'node:zlib';
import type { PracticeMailbox } from '../mailbox/index.ts';
import type { Authenticate } from './authentication.ts';
import { ByteSource } from './byte-source.ts';
import type { CapabilityOverrides, ImapSecurity } from './capability.ts';
import { ImapFaults } from './faults.ts';
import { Output } from './output.ts';
import type { ImapPreset } from './preset.ts';
import { type PresetName, presets } from './presets/index.ts';
import { ImapService, type ProtocolError } from './service.ts';
import { type Line, Session } from './session.ts';
import { Transcript } from './transcript.ts';

export interface ImapServerOptions {
  preset: PresetName | ImapPreset;
  /** Looked through at every login, so that mailboxes may be added to the array later. */
  mailboxes: readonly PracticeMailbox[];
  authenticate: Authenticate;
  /** Needed unless `security` is `none`. */
  tls?: { readonly certPem: string; readonly keyPem: string };
  /** Default `tls`. */
  security?: ImapSecurity;
  capabilities?: CapabilityOverrides;
  faults?: ImapFaults;
  /** Default: any free port. */
  port?: number;
}

export interface ImapServer {
  readonly host: string;
  readonly port: number;
  readonly faults: ImapFaults;
  readonly transcript: Transcript;
  /** Commands answered with BAD for breaking the protocol. */
  readonly protocolErrors: readonly ProtocolError[];
  /** Connections accepted since the start. */
  readonly connections: number;
  /** Connections open now. */
  readonly openConnections: number;
  /** Shows this certificate on connections from now on. */
  presentCertificate(tls: { readonly certPem: string; readonly keyPem: string }): void;
  /** Stops listening and drops every connection, so that its port refuses them; or listens there again. */
  setReachable(reachable: boolean): Promise<void>;
  /** Ends every session of a mailbox, or of all, as when access tokens age: `BYE Session invalidated`. */
  expireSessions(address?: string): void;
  /** Takes the protocol errors so far as expected. */
  forgiveProtocolErrors(): ProtocolError[];
  /** @throws if a client has broken the protocol, naming what it said. */
  expectNoProtocolErrors(): void;
  /** Drops every connection and stops. @throws like `expectNoProtocolErrors`, after everything has stopped. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Starts an IMAP server on the loopback interface. */
export async function startImapServer(options: ImapServerOptions): Promise<ImapServer> {
  const security = options.security ?? 'tls';
  let context = security === 'none' ? undefined : secureContext(options.tls);
  const faults = options.faults ?? new ImapFaults();
  const transcript = new Transcript();
  const service = new ImapService({
    preset: typeof options.preset === 'string' ? presets[options.preset] : options.preset,
    overrides: options.capabilities ?? {},
    security,
    mailboxes: options.mailboxes,
    authenticate: options.authenticate,
    faults,
    transcript,
  });
  const open = new Set<Connection>();
  let accepted = 0;

  const server = createServer({ noDelay: true }, (socket) => {
    accepted += 1;
    const connection = new Connection(accepted, socket, service, context);
    open.add(connection);
    socket.on('close', () => open.delete(connection));
    connection.serve().catch((error: unknown) => {
      service.failures.push(error);
      connection.drop();
    });
  });
  server.listen(options.port ?? 0, HOST);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The IMAP server has no port');

  const expectNoProtocolErrors = () => {
    if (service.failures.length > 0) {
      throw new AggregateError(service.failures, 'The practice IMAP server itself failed');
    }
    const [first] = service.protocolErrors;
    if (first) throw new Error(`The client broke IMAP: ${first.reason}, in: ${first.command}`);
  };

  const setReachable = async (reachable: boolean) => {
    if (reachable === server.listening) return;
    if (reachable) {
      server.listen(address.port, HOST);
      await once(server, 'listening');
      return;
    }
    const closed = once(server, 'close');
    server.close();
    for (const connection of open) connection.drop();
    await closed;
  };

  return {
    host: HOST,
    port: address.port,
    faults,
    transcript,
    protocolErrors: service.protocolErrors,
    get connections() {
      return accepted;
    },
    get openConnections() {
      return open.size;
    },
    expireSessions(of) {
      for (const session of service.sessions) {
        if (of === undefined || session.mailbox?.address === of) session.tokenExpired();
      }
    },
    forgiveProtocolErrors: () => service.protocolErrors.splice(0),
    expectNoProtocolErrors,
    presentCertificate(tls) {
      context = secureContext(tls);
    },
    setReachable,
    async close() {
      await setReachable(false);
      expectNoProtocolErrors();
    },
  };
}

function secureContext(tls: ImapServerOptions['tls']): SecureContext {
  if (!tls) throw new Error('A server with TLS needs a certificate');
  return createSecureContext({ cert: tls.certPem, key: tls.keyPem });
}

/** A client's connection: the socket, what runs over it (TLS, compression), and the session it carries. */
class Connection implements Line {
  readonly number: number;
  readonly source = new ByteSource();
  readonly output: Output;
  readonly #socket: Socket;
  readonly #service: ImapService;
  readonly #context: SecureContext | undefined;
  #stream: Duplex;
  #session: Session | undefined;
  secure = false;

  constructor(number: number, socket: Socket, service: ImapService, context: SecureContext | undefined) {
    this.number = number;
    this.#socket = socket;
    this.#stream = socket;
    this.#service = service;
    this.#context = context;
    this.output = new Output(number, socket, service.faults, service.transcript);
    // A connection that breaks is what clients do, and what the faults do to them.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.source.end();
      this.#session?.end();
    });
  }

  async serve(): Promise<void> {
    if (this.#service.security === 'tls') {
      if (!(await this.#mayStartTls())) return;
      if (!(await this.#encrypt())) return;
    } else {
      this.#listen(this.#socket);
    }
    const session = new Session(this.#service, this);
    this.#session = session;
    this.#service.sessions.add(session);
    try {
      await session.run();
    } finally {
      this.#service.sessions.delete(session);
    }
  }

  async startTls(): Promise<void> {
    this.#socket.removeAllListeners('data');
    this.source.discard();
    if (await this.#mayStartTls()) await this.#encrypt();
  }

  startCompression(): void {
    const below = this.#stream;
    below.removeAllListeners('data');
    const inflate = createInflateRaw();
    const deflate = createDeflateRaw({ flush: constants.Z_SYNC_FLUSH });
    below.pipe(inflate);
    deflate.pipe(below);
    inflate.on('error', () => this.drop());
    deflate.on('error', () => this.drop());
    deflate.on('close', () => {
      if (!deflate.writableFinished) this.drop();
    });
    inflate.on('data', (chunk: Buffer) => this.source.push(chunk));
    this.#stream = deflate;
    this.output.attach(deflate);
  }

  drop(): void {
    this.#session?.end();
    this.source.end();
    this.#stream.destroy();
    this.#socket.destroy();
  }

  async #mayStartTls(): Promise<boolean> {
    const { faults } = this.#service;
    const cut = faults.at('cut', this.number, 'TLS').find(({ what }) => what.afterBytes === 0);
    if (cut) {
      cut.strike();
      this.drop();
      return false;
    }
    const stall = faults.at('stall', this.number, 'TLS')[0];
    if (!stall) return true;
    stall.strike();
    await new Promise<void>((resolve) => {
      stall.onLift(resolve);
      this.#socket.on('close', () => resolve());
    });
    return !this.#socket.destroyed;
  }

  async #encrypt(): Promise<boolean> {
    const encrypted = new TLSSocket(this.#socket, { isServer: true, secureContext: this.#context });
    const ready = await new Promise<boolean>((resolve) => {
      encrypted.on('secure', () => resolve(true));
      encrypted.on('error', () => resolve(false));
      encrypted.on('close', () => resolve(false));
      this.#socket.on('close', () => resolve(false));
    });
    if (!ready) {
      this.drop();
      return false;
    }
    this.secure = true;
    this.#stream = encrypted;
    this.output.attach(encrypted);
    encrypted.on('close', () => this.#socket.destroy());
    this.#listen(encrypted);
    return true;
  }

  #listen(stream: Duplex): void {
    stream.on('data', (chunk: Buffer) => this.source.push(chunk));
    stream.on('end', () => this.source.end());
  }
}
