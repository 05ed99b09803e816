/**
 * What imapflow tells its logger, and nobody else. Two things are only ever said there:
 *
 * - Why a command was refused: `search()`, `status()` and the STORE methods answer `false` and log the error.
 * - That the server throttles: imapflow then sits on the command for up to five minutes before it rejects, during which nobody
 *   could be told why nothing happens.
 *
 * Nothing of what it logs goes further than `debug`, and only the fields named here: an entry may quote a mailbox.
 */
import type { Log } from '../../ports/log.ts';
import type { ProtocolError } from './failures.ts';

interface Entry {
  msg?: unknown;
  err?: unknown;
  throttleDelay?: unknown;
}

export class ProtocolLog {
  readonly #log: Log;
  readonly #onThrottle: (milliseconds: number, quote: string | null) => void;
  #refusal: ProtocolError | undefined;

  constructor(log: Log, onThrottle: (milliseconds: number, quote: string | null) => void) {
    this.#log = log;
    this.#onThrottle = onThrottle;
  }

  /** The error behind the last answer of `false`, and forgets it. */
  takeRefusal(): ProtocolError | undefined {
    const refusal = this.#refusal;
    this.#refusal = undefined;
    return refusal;
  }

  debug(): void {}

  info(): void {}

  warn(entry: Entry): void {
    const error = asProtocolError(entry.err);
    if (error?.responseStatus !== undefined) this.#refusal = error;
    if (typeof entry.throttleDelay === 'number' && entry.throttleDelay > 0) {
      const quote = typeof error?.responseText === 'string' ? error.responseText : null;
      this.#onThrottle(entry.throttleDelay, quote);
    }
    this.#note(entry, error);
  }

  error(entry: Entry): void {
    this.#note(entry, asProtocolError(entry.err));
  }

  #note(entry: Entry, error: ProtocolError | undefined): void {
    this.#log.debug({ code: error?.code, status: error?.responseStatus }, `imap: ${sentence(entry, error)}`);
  }
}

function asProtocolError(value: unknown): ProtocolError | undefined {
  return typeof value === 'object' && value !== null ? value : undefined;
}

/** Lines that failed to parse are logged raw by imapflow and may hold mail; only its own short sentences pass. */
function sentence(entry: Entry, error: ProtocolError | undefined): string {
  if (typeof entry.msg === 'string' && /^[A-Z][A-Za-z ,'-]{1,80}$/.test(entry.msg)) return entry.msg;
  return typeof error?.code === 'string' ? error.code : 'note';
}
