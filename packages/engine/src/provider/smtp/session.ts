/**
 * One submission session (RFC 6409) on nodemailer's connection: greeting, EHLO, TLS, AUTH, then at most one message. Failures
 * throw; nothing is ever sent over a connection that is not encrypted.
 */
import { Readable } from 'node:stream';
import { Failure, type MailHost } from '@mailroom/model';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { connectionFailure } from '../egress/connection-failure.ts';
import { announcedMessageId } from './announced-message-id.ts';
import { type OpenOptions, openSocket, trust } from './open.ts';
import { replyFailure, type SmtpStage } from './reply.ts';

export type SmtpLogin =
  | { kind: 'token'; user: string; accessToken: string }
  | { kind: 'password'; user: string; password: string };

export interface SessionOptions extends Omit<OpenOptions, 'timeout'> {
  /** Milliseconds from the first packet until signed in. */
  loginTimeout: number;
  /** Milliseconds without a byte from the server after that; RFC 5321 4.5.3.2.6 asks for ten minutes after the final dot. */
  replyTimeout: number;
}

export interface Envelope {
  from: string;
  recipients: readonly string[];
}

export interface RecipientRefusal {
  recipient: string;
  failure: Failure;
}

export interface Accepted {
  accepted: string[];
  rejected: RecipientRefusal[];
  /** With angle brackets, where the final reply names one. */
  serverMessageId: string | null;
  response: string;
}

/** Milliseconds that a server has to answer QUIT. */
const farewell = 5_000;

/** The name that custom authentication is registered under; see `authenticate`. */
const tokenMethod = 'MAILROOM-XOAUTH2';

type ConnectionError = Error & {
  code?: string;
  command?: string;
  response?: string;
  recipient?: string;
  rejectedErrors?: ConnectionError[];
};

export class SmtpSession {
  readonly #connection: SMTPConnection;
  readonly #target: MailHost;
  /** Set by the connection's own error event, which may come while nobody waits for a reply. */
  #broken: Error | null = null;
  #onBroken: ((error: Error) => void) | null = null;

  private constructor(connection: SMTPConnection, target: MailHost) {
    this.#connection = connection;
    this.#target = target;
    connection.on('error', (error: Error) => {
      this.#broken = error;
      this.#onBroken?.(error);
    });
  }

  /** @throws Failure */
  static async open(target: MailHost, login: SmtpLogin, options: SessionOptions): Promise<SmtpSession> {
    const socket = await openSocket(target, { ...options, timeout: options.loginTimeout });
    const encrypted = target.security === 'tls';
    const connection = new SMTPConnection({
      host: target.host,
      port: target.port,
      connection: socket,
      secure: encrypted,
      secured: encrypted,
      requireTLS: !encrypted,
      tls: trust(target.host, options.ca),
      // The machine's own name is nobody's business; an address literal is what RFC 5321 4.1.3 has for clients without one.
      name: '[127.0.0.1]',
      socketTimeout: options.replyTimeout,
      greetingTimeout: options.loginTimeout,
      customAuth: { [tokenMethod]: authenticateByToken },
    });
    const session = new SmtpSession(connection, target);
    const timer = setTimeout(() => {
      connection.emit('error', Object.assign(new Error('login took too long'), { code: 'ETIMEDOUT' }));
      connection.close();
    }, options.loginTimeout);
    try {
      await session.#step('connect', (done) => connection.connect(done));
      await session.#step('login', (done) => connection.login(credentials(login), done));
      return session;
    } catch (thrown) {
      session.close();
      throw thrown;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Hands over one message.
   * @throws Failure when the server took it for nobody, or the connection was lost before the final dot; `outcome-unknown` when
   *   it was lost after.
   */
  async send(envelope: Envelope, raw: Uint8Array): Promise<Accepted> {
    const { host } = this.#target;
    let dotted = false;
    // nodemailer pulls the message only once the server has answered DATA with 354, and writes the final dot at its end.
    const source = Readable.from(pieces(raw));
    source.once('end', () => {
      dotted = true;
    });
    const to = [...envelope.recipients];
    try {
      const info = await this.#reply<SMTPConnection.SentMessageInfo>((done) =>
        this.#connection.send({ from: envelope.from, to, size: raw.byteLength }, source, done),
      );
      return {
        accepted: info.accepted,
        rejected: (info.rejectedErrors ?? []).map((error) => refusalOf(error, host)),
        serverMessageId: announcedMessageId(info.response),
        response: info.response,
      };
    } catch (thrown) {
      const error: ConnectionError = thrown instanceof Error ? thrown : new Error(String(thrown));
      // Every recipient was refused: each has a reply of its own.
      if (error.rejectedErrors?.length) {
        const rejected = error.rejectedErrors.map((refused) => refusalOf(refused, host));
        return { accepted: [], rejected, serverMessageId: null, response: error.response ?? '' };
      }
      const stage: SmtpStage = error.command === 'MAIL FROM' ? 'sender' : 'data';
      const refused = error.response ? replyFailure(error.response, { stage, host, cause: error }) : null;
      if (refused !== null) throw refused;
      if (dotted) throw outcomeUnknown(this.#target, error);
      if (error.code === 'EMESSAGE') throw tooLarge(host, error);
      if (error.code === 'EENVELOPE') throw badEnvelope(error);
      throw connectionFailure(systemError(error), this.#target);
    }
  }

  /** Takes leave (QUIT) without waiting for the answer; a server that does not hang up is hung up on. */
  quit(): void {
    this.#connection.quit();
    setTimeout(() => this.close(), farewell).unref();
  }

  close(): void {
    this.#connection.close();
  }

  async #step(stage: SmtpStage, start: (done: (error?: Error | null) => void) => void): Promise<void> {
    try {
      await this.#reply<unknown>((done) => start((error) => done(error ?? null)));
    } catch (thrown) {
      throw this.#failureOf(thrown, stage);
    }
  }

  /** One command's answer, or the connection's end, whichever comes first. */
  #reply<T>(start: (done: (error: Error | null, value?: T) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.#broken !== null) return reject(this.#broken);
      this.#onBroken = reject;
      start((error, value) => {
        if (error) reject(error);
        else resolve(value as T);
      });
    });
  }

  #failureOf(thrown: unknown, stage: SmtpStage): Failure {
    const error: ConnectionError = thrown instanceof Error ? thrown : new Error(String(thrown));
    const { host } = this.#target;
    const starttls = error.command === 'STARTTLS' || /STARTTLS/.test(error.message);
    if (starttls && error.response) return starttlsMissing(this.#target, error);
    const refused = error.response ? replyFailure(error.response, { stage, host, cause: error }) : null;
    if (refused !== null) return refused;
    // The handshake's own error is not passed on; what is left of its reasons is a certificate that does not verify.
    if (error.command === 'STARTTLS' && error.code === 'ETLS') return untrusted(this.#target, error);
    if (error.code === 'EPROTOCOL') {
      return new Failure({
        origin: 'provider',
        kind: 'protocol-error',
        next: { do: 'wait', until: null },
        detail: { host },
        cause: error,
      });
    }
    return connectionFailure(systemError(error), this.#target);
  }
}

/** In pieces, so that the end of the source is near the end of what the socket has taken, and not far ahead of it. */
function* pieces(raw: Uint8Array): Generator<Buffer> {
  const size = 32 * 1024;
  for (let from = 0; from < raw.byteLength; from += size) {
    yield Buffer.from(raw.buffer, raw.byteOffset + from, Math.min(size, raw.byteLength - from));
  }
}

/** nodemailer puts its own code over the system's and keeps that one aside. */
function systemError(error: ConnectionError): Error {
  const original =
    'originalCode' in error && typeof error.originalCode === 'string' ? error.originalCode : null;
  if (original !== null)
    return Object.assign(new Error(error.message, { cause: error.cause }), { code: original });
  return error.code === 'ECONNECTION' || error.code === 'ESOCKET' || error.code === 'ETLS'
    ? Object.assign(new Error(error.message, { cause: error }), { code: 'ECONNRESET' })
    : error;
}

function refusalOf(error: ConnectionError, host: string): RecipientRefusal {
  const recipient = error.recipient ?? '';
  const told = replyFailure(error.response ?? '', { stage: 'recipient', host, recipient, cause: error });
  const unclear = { origin: 'provider', kind: 'recipient-refused', next: { do: 'choose' } } as const;
  return {
    recipient,
    failure: told ?? new Failure({ ...unclear, detail: { host, recipient }, cause: error }),
  };
}

function outcomeUnknown({ host, port }: MailHost, cause: unknown): Failure {
  return new Failure({
    origin: 'network',
    kind: 'outcome-unknown',
    next: { do: 'choose' },
    detail: { host, port: String(port) },
    cause,
  });
}

function tooLarge(host: string, cause: unknown): Failure {
  return new Failure({
    origin: 'provider',
    kind: 'message-too-large',
    next: { do: 'choose' },
    detail: { host },
    cause,
  });
}

function badEnvelope(cause: unknown): Failure {
  return new Failure({ origin: 'person', kind: 'recipient-refused', next: { do: 'choose' }, cause });
}

function starttlsMissing({ host, port }: MailHost, cause: unknown): Failure {
  return new Failure({
    origin: 'provider',
    kind: 'starttls-missing',
    next: { do: 'choose' },
    detail: { host, port: String(port) },
    cause,
  });
}

function untrusted({ host, port }: MailHost, cause: unknown): Failure {
  return new Failure({
    origin: 'provider',
    kind: 'certificate-invalid',
    next: { do: 'wait', until: null },
    detail: { host, port: String(port) },
    cause,
  });
}

function credentials(login: SmtpLogin): SMTPConnection.AuthenticationType {
  if (login.kind === 'password') return { user: login.user, pass: login.password };
  return { method: tokenMethod, user: login.user, pass: login.accessToken };
}

/**
 * XOAUTH2 with a token handed in. nodemailer's own answers a refused token by asking its token endpoint for another, sends no
 * scope with that, and drops the rotated refresh token; here a refusal is simply the server's answer.
 */
async function authenticateByToken(context: SMTPConnection.CustomAuthenticationContext): Promise<void> {
  const { user, pass } = context.auth.credentials;
  const response = Buffer.from(`user=${user}\u0001auth=Bearer ${pass}\u0001\u0001`).toString('base64');
  let reply = await context.sendCommand(`AUTH XOAUTH2 ${response}`);
  // Google explains a refusal in a challenge; the final answer follows an empty line.
  if (reply.status === 334) reply = await context.sendCommand('');
  if (reply.status !== 235) throw new Error('Invalid login');
}
