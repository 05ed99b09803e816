/**
 * One connection to an IMAP server and its end. Every exchange goes through `run`, so that there is one deadline, one
 * classification of failures, and one answer to "why is the connection gone".
 */
import type { Buffer } from 'node:buffer';
import type { Failure } from '@mailroom/model';
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Deadlines } from './deadlines.ts';
import { type FailureContext, imapFailure, throttled } from './failures.ts';
import { exchange } from './fetch/borrowed-socket.ts';
import type { ResponseLimits } from './fetch/response-splitter.ts';
import { ProtocolLog } from './protocol-log.ts';

/**
 * Bounds on what one server answer may cost. The longest honest line is a SEARCH answer (11 octets per UID: six million of them);
 * the largest literal is the source of a message that could not be read by its parts.
 */
export const responseLimits = {
  maxLineLength: 64 * 1024 * 1024,
  maxLiteralSize: 160 * 1024 * 1024,
  maxResponseSize: 192 * 1024 * 1024,
  maxResponseTokens: 500_000,
};

export interface ImapConnectionOptions {
  flow: ImapFlowOptions;
  host: string;
  clock: Clock;
  log: Log;
  deadlines: Deadlines;
}

export class ImapConnection {
  readonly client: ImapFlow;
  readonly host: string;
  readonly #clock: Clock;
  readonly #deadlines: Deadlines;
  readonly #protocolLog: ProtocolLog;
  readonly #onEnd = new Set<(failure: Failure) => void>();
  #end: Failure | undefined;

  constructor({ flow, host, clock, log, deadlines }: ImapConnectionOptions) {
    this.host = host;
    this.#clock = clock;
    this.#deadlines = deadlines;
    this.#protocolLog = new ProtocolLog(log, (milliseconds, quote) => {
      const failure = throttled(milliseconds, quote, this.#context());
      // imapflow logs just before it begins to wait; a close that came first would leave that wait running.
      queueMicrotask(() => this.end(failure));
    });
    this.client = new ImapFlow({ ...flow, logger: this.#protocolLog });
    this.client.on('error', (error: unknown) => this.end(imapFailure(error, this.#context())));
    this.client.on('close', () => this.end(this.#closed()));
  }

  /** Why the connection is over; undefined while it is not. */
  get ended(): Failure | undefined {
    return this.#end;
  }

  /** Hears the end once, at once if it has come already. Returns the way to stop listening. */
  onEnd(listener: (failure: Failure) => void): () => void {
    if (this.#end) listener(this.#end);
    else this.#onEnd.add(listener);
    return () => this.#onEnd.delete(listener);
  }

  /** Drops the connection; every command on its way fails with `failure`. The first reason stands. */
  end(failure: Failure): void {
    if (this.#end) return;
    this.#end = failure;
    this.client.close();
    for (const listener of this.#onEnd) listener(failure);
    this.#onEnd.clear();
  }

  async connect(): Promise<void> {
    const { connectMilliseconds, loginMilliseconds } = this.#deadlines;
    const deadline = setTimeout(() => this.end(this.#overdue()), connectMilliseconds + loginMilliseconds);
    try {
      await this.#unlessEnded(this.client.connect());
    } catch (error) {
      const failure = this.#end ?? imapFailure(error, this.#context());
      this.end(failure);
      throw failure;
    } finally {
      clearTimeout(deadline);
    }
  }

  /**
   * Runs one command.
   * @param folder names the folder the command is about.
   * @throws Failure; the connection's end where it ended meanwhile.
   */
  async run<T>(command: () => Promise<T>, folder?: string): Promise<T> {
    if (this.#end) throw this.#end;
    this.#protocolLog.takeRefusal();
    const stopWatching = this.expectBytes();
    const deadline = setTimeout(() => this.end(this.#overdue()), this.#deadlines.commandMilliseconds);
    try {
      return await this.#unlessEnded(command());
    } catch (error) {
      // The BYE that explains a lost command is known only once the connection has closed.
      if (this.client.isClosed) this.end(this.#closed(error));
      throw this.#end ?? imapFailure(error, this.#context(folder));
    } finally {
      clearTimeout(deadline);
      stopWatching();
    }
  }

  /**
   * Runs one command whose answer a reader of our own takes from the socket. No other command may be on its way; IDLE may have been
   * ended the moment before.
   * @param command without its tag
   * @param take gets each response but the last, and answers whether it was meant for it; imapflow hears the others. What it throws
   *   ends the connection.
   * @throws Failure as `run`; `protocol-error` where the server refuses. What came before has been handed on.
   */
  async exchange(
    command: string,
    take: (response: Buffer) => boolean,
    limits: ResponseLimits = responseLimits,
  ): Promise<void> {
    const [refusal] = await this.exchangeAll([command], take, limits);
    if (refusal) throw refusal;
  }

  /**
   * The same for several commands, which are sent at once, so that the server works on the next while its last answer is on the way.
   * @returns what the server refused each with, in their order; null where it did not
   * @throws Failure as `run`
   */
  async exchangeAll(
    commands: readonly string[],
    take: (response: Buffer) => boolean,
    limits: ResponseLimits = responseLimits,
  ): Promise<(Failure | null)[]> {
    return await this.run(async () => {
      const completions = await exchange(this.client, { commands, limits, take }).catch((error: unknown) => {
        // The answer was left half read: what comes next on this connection belongs to nobody.
        this.end(this.failure(error));
        throw error;
      });
      const refusals = completions.map(({ status, text }) =>
        status === 'OK' ? null : refusalOf(status, text),
      );
      // A server that refuses and hangs up has ended the session, whatever the command was.
      if (this.client.isClosed)
        throw refusals.find((refusal) => refusal !== null) ?? { code: 'NoConnection' };
      return refusals.map((refusal) => refusal && imapFailure(refusal, this.#context()));
    });
  }

  /** The failure behind an answer of `false`: imapflow's way to say that the server answered NO or BAD. */
  refusal(folder?: string): Failure {
    if (this.#end) return this.#end;
    return imapFailure(this.#protocolLog.takeRefusal() ?? {}, this.#context(folder));
  }

  failure(thrown: unknown, folder?: string): Failure {
    return this.#end ?? imapFailure(thrown, this.#context(folder));
  }

  /** Says LOGOUT where the server still listens, and closes in any case. */
  async close(): Promise<void> {
    if (this.#end) return;
    const deadline = setTimeout(() => this.client.close(), 2_000);
    try {
      await this.client.logout();
    } catch {
      // The connection is being given up: a server that would not say goodbye changes nothing.
    } finally {
      clearTimeout(deadline);
      this.end(this.#closed());
    }
  }

  /** From now on silence is a stall that ends the connection. Returns the way to stop expecting. */
  expectBytes(): () => void {
    const { stallMilliseconds } = this.#deadlines;
    let received = this.client.stats().received;
    const timer = setInterval(() => {
      const now = this.client.stats().received;
      if (now === received) this.end(this.#overdue());
      received = now;
    }, stallMilliseconds);
    return () => clearInterval(timer);
  }

  /** imapflow settles most commands when the connection closes, but not one whose answer it is still working on. */
  async #unlessEnded<T>(work: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    const stopListening = this.onEnd(reject);
    try {
      return await Promise.race([work, promise]);
    } finally {
      stopListening();
    }
  }

  #overdue(): Failure {
    return imapFailure({ code: 'ETIMEOUT' }, this.#context());
  }

  #closed(error?: unknown): Failure {
    const reason = this.client.byeReason;
    if (reason !== undefined) return imapFailure({ code: 'NoConnection', reason }, this.#context());
    return imapFailure(error ?? { code: 'NoConnection' }, this.#context());
  }

  #context(folder?: string): FailureContext {
    return { host: this.host, now: this.#clock.now(), ...(folder === undefined ? {} : { folder }) };
  }
}

/** As imapflow hangs it on its errors (`ProtocolError`), so that one place classifies both. */
function refusalOf(status: string, text: string): object {
  const [, code] = /^\[([A-Z0-9-]+)[^\]]*\]/i.exec(text) ?? [];
  const responseText = text.replace(/^\[[^\]]*\] ?/, '');
  return {
    responseStatus: status,
    responseText,
    ...(code ? { serverResponseCode: code.toUpperCase() } : {}),
  };
}
