/**
 * A conversation in lines with a mail server before anybody logs in: greeting, capabilities, STARTTLS. imapflow and nodemailer
 * cannot stop there, they go on to log in; the doctor has nobody to log in as.
 */
import type { Socket } from 'node:net';
import { connect as connectTls, TLSSocket } from 'node:tls';
import { Failure, type MailHost } from '@mailroom/model';
import { connectionFailure } from '../../provider/egress/connection-failure.ts';
import { openSocket, trust } from '../../provider/smtp/open.ts';

/** Longest that a server may say before a line ends; capabilities are below one kilobyte. */
const longestLine = 64 * 1024;

/** Milliseconds for name, connection and TLS handshake, unless the check's own deadline comes first. */
const connectTimeout = 15_000;

function ended(code: string, server: MailHost): Failure {
  return connectionFailure(Object.assign(new Error('the connection ended'), { code }), server);
}

/** A provider app's hosts come from the administrator, who may well name one inside. */
const policy = { allowPrivate: true };

export class Dialogue {
  readonly server: MailHost;
  readonly #ca: readonly string[];
  #socket: Socket;
  #received = '';
  #ended: Failure | null = null;
  #wake: (() => void) | null = null;

  private constructor(server: MailHost, socket: Socket, ca: readonly string[]) {
    this.server = server;
    this.#ca = ca;
    this.#socket = socket;
    this.#listen();
  }

  /** @throws Failure of connecting; aborting ends the conversation at any time. */
  static async open(server: MailHost, ca: readonly string[], signal: AbortSignal): Promise<Dialogue> {
    const opening = openSocket(server, { policy, ca, timeout: connectTimeout });
    const { promise: overdue, reject } = Promise.withResolvers<never>();
    let abandon = () => {
      reject(ended('ETIMEDOUT', server));
      void opening.then((socket) => socket.destroy()).catch(() => undefined);
    };
    signal.addEventListener('abort', () => abandon(), { once: true });
    if (signal.aborted) abandon();
    const dialogue = new Dialogue(server, await Promise.race([opening, overdue]), ca);
    abandon = () => dialogue.#end(ended('ETIMEDOUT', server));
    return dialogue;
  }

  /** `TLSv1.3`, or null before TLS. */
  get encryption(): string | null {
    return this.#socket instanceof TLSSocket ? this.#socket.getProtocol() : null;
  }

  /** @throws Failure when the connection is over. */
  async line(): Promise<string> {
    for (;;) {
      const at = this.#received.indexOf('\n');
      if (at !== -1) {
        const line = this.#received.slice(0, at).replace(/\r$/, '');
        this.#received = this.#received.slice(at + 1);
        return line;
      }
      if (this.#ended !== null) throw this.#ended;
      if (this.#received.length > longestLine) throw this.notUnderstood(this.#received.slice(0, 200));
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  say(line: string): void {
    this.#socket.write(`${line}\r\n`);
  }

  /** Continues encrypted. What the server said too early is refused: somebody on the way may have said it. */
  async startTls(): Promise<void> {
    if (this.#received !== '') throw this.notUnderstood(this.#received.slice(0, 200));
    const plain = this.#socket;
    for (const event of ['data', 'close', 'error']) plain.removeAllListeners(event);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const socket = connectTls({ socket: plain, ...trust(this.server.host, this.#ca) }, resolve);
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('closed during the TLS handshake')));
    this.#socket = socket;
    await promise.catch((thrown: unknown) => {
      socket.destroy();
      throw this.#ended ?? connectionFailure(thrown, this.server);
    });
    this.#listen();
  }

  notUnderstood(words: string): Failure {
    const { host, port } = this.server;
    return new Failure({
      origin: 'provider',
      kind: 'protocol-error',
      next: { do: 'choose' },
      quote: words,
      detail: { host, port: String(port) },
    });
  }

  withoutStartTls(): Failure {
    const { host, port } = this.server;
    return new Failure({
      origin: 'provider',
      kind: 'starttls-missing',
      next: { do: 'choose' },
      detail: { host, port: String(port) },
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #listen(): void {
    this.#socket.on('data', (bytes: Buffer) => {
      // Latin-1 keeps one character for one byte, whatever a server sends.
      this.#received += bytes.toString('latin1');
      this.#wake?.();
    });
    this.#socket.on('error', (error: Error) => this.#end(connectionFailure(error, this.server)));
    this.#socket.on('close', () => this.#end(ended('ECONNRESET', this.server)));
  }

  #end(failure: Failure): void {
    this.#ended ??= failure;
    this.#socket.destroy();
    this.#wake?.();
  }
}
