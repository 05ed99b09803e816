import { parseReply, type Reply } from './reply.ts';

/** Where on a connection the server stands: `GREETING`, `TLS`, `LOGIN` (any way of signing in), or a command's name. */
export type Phase = 'GREETING' | 'TLS' | 'LOGIN' | (string & {});

/** Which connections and moments a fault meets. */
export interface FaultScope {
  /** Number of the connection, from 1. Default: every connection. */
  connection?: number;
  /** Default: any phase. Upper or lower case; `FETCH` means UID FETCH too. */
  during?: Phase;
  /** How often it strikes before it is spent. Defaults are named with each fault. */
  times?: number;
}

/** A scripted fault: how often it has struck, and the way to end it. */
export interface Fault {
  readonly strikes: number;
  /** Ends the fault; a stalled connection goes on. */
  lift(): void;
}

type Kind =
  | { readonly kind: 'cut'; readonly afterBytes: number }
  | { readonly kind: 'stall'; readonly afterBytes: number }
  | { readonly kind: 'hang-up' }
  | { readonly kind: 'reply'; readonly reply: Reply; readonly bye?: string }
  | { readonly kind: 'greeting'; readonly bye: string }
  | { readonly kind: 'wrong-literal'; readonly delta: number }
  | { readonly kind: 'untagged'; readonly lines: readonly string[] }
  | { readonly kind: 'exists'; readonly count: number }
  | { readonly kind: 'no-mailbox' }
  | { readonly kind: 'phantom'; readonly path: string }
  | { readonly kind: 'hidden'; readonly path: string | undefined; readonly opens: boolean }
  | { readonly kind: 'uidvalidity'; readonly path: string | undefined; readonly value: number | undefined }
  | { readonly kind: 'uidnext'; readonly delta: number }
  | { readonly kind: 'mute-idle' }
  | { readonly kind: 'no-modseq'; readonly path: string | undefined };

/** Name of a phase that every way of signing in belongs to. */
const SIGN_IN = new Set(['LOGIN', 'AUTHENTICATE']);

class ScriptedFault implements Fault {
  readonly what: Kind;
  readonly connection: number | undefined;
  readonly #during: string | undefined;
  readonly #times: number;
  readonly #lifted: (() => void)[] = [];
  readonly #remove: (fault: ScriptedFault) => void;
  strikes = 0;

  constructor(what: Kind, scope: FaultScope, times: number, remove: (fault: ScriptedFault) => void) {
    this.what = what;
    this.connection = scope.connection;
    this.#during = scope.during?.toUpperCase();
    this.#times = scope.times ?? times;
    this.#remove = remove;
  }

  meets(connection: number, phase: string): boolean {
    if (this.strikes >= this.#times) return false;
    if (this.connection !== undefined && this.connection !== connection) return false;
    if (this.#during === undefined || this.#during === phase) return true;
    return this.#during === 'LOGIN' && SIGN_IN.has(phase);
  }

  strike(): void {
    this.strikes += 1;
  }

  onLift(action: () => void): void {
    this.#lifted.push(action);
  }

  lift(): void {
    this.#remove(this);
    for (const action of this.#lifted.splice(0)) action();
  }
}

export type { ScriptedFault };

/**
 * What shall go wrong, written before or while it happens. Byte counts are of what the server sends inside TLS,
 * counted on each connection from when the fault is first met there.
 */
export class ImapFaults {
  readonly #faults = new Set<ScriptedFault>();

  /** Drops the connection after this many bytes more. Once. */
  cutAfterBytes(bytes: number, scope: FaultScope = {}): Fault {
    return this.#script({ kind: 'cut', afterBytes: bytes }, scope, 1);
  }

  /** Sends nothing more from this phase on, or from `afterBytes` into it, until lifted. Every time. */
  stall(during: Phase, scope: Omit<FaultScope, 'during'> & { afterBytes?: number } = {}): Fault {
    const { afterBytes = 0, ...rest } = scope;
    return this.#script({ kind: 'stall', afterBytes }, { ...rest, during }, Number.POSITIVE_INFINITY);
  }

  /** Drops the connection when this command arrives, before anything is done. Once. */
  hangUpOn(command: string, scope: Omit<FaultScope, 'during'> = {}): Fault {
    return this.#script({ kind: 'hang-up' }, { ...scope, during: command }, 1);
  }

  /** Answers a command so, without doing it: `refuse('MOVE', 'NO [OVERQUOTA] Mailbox full')`. Once. */
  refuse(command: string, reply: string, scope: Omit<FaultScope, 'during'> = {}): Fault {
    return this.#script({ kind: 'reply', reply: parseReply(reply) }, { ...scope, during: command }, 1);
  }

  /**
   * Answers the next command in Exchange's words for "too much", and by default hangs up as Exchange does. Once.
   * Greetings are not throttled.
   */
  throttle(milliseconds: number, scope: FaultScope & { hangUp?: boolean } = {}): Fault {
    const { hangUp = true, ...rest } = scope;
    const text = `Request is throttled. Suggested Backoff Time: ${milliseconds} milliseconds`;
    const bye = hangUp ? 'Connection closed. 14' : undefined;
    return this.#script({ kind: 'reply', reply: { status: 'BAD', text }, bye }, rest, 1);
  }

  /** Announces the next literal this many bytes longer (or, if negative, shorter) than it is. Once. */
  wrongLiteral(delta = 10, scope: FaultScope = {}): Fault {
    return this.#script({ kind: 'wrong-literal', delta }, scope, 1);
  }

  /** Greets with BYE and hangs up. Every time. */
  greetingBye(text = 'Server is shutting down', scope: Omit<FaultScope, 'during'> = {}): Fault {
    return this.#script({ kind: 'greeting', bye: text }, scope, Number.POSITIVE_INFINITY);
  }

  /** Takes the sign-in but opens no mailbox: IMAP is switched off for it, or the token does not reach it. Until lifted. */
  withholdMailbox(scope: Omit<FaultScope, 'during'> = {}): Fault {
    return this.#script({ kind: 'no-mailbox' }, { ...scope, during: 'LOGIN' }, Number.POSITIVE_INFINITY);
  }

  /** Lists a folder that does not exist and refuses to open it. Until lifted. */
  phantomFolder(path: string, scope: FaultScope = {}): Fault {
    return this.#script({ kind: 'phantom', path }, scope, Number.POSITIVE_INFINITY);
  }

  /**
   * Leaves one folder or all out of LIST. By default it does not open either: Exchange keeps folders whose name holds its delimiter, a
   * slash, from IMAP altogether. Until lifted.
   */
  hideFolder(path: string | undefined, scope: FaultScope & { opens?: boolean } = {}): Fault {
    const { opens = false, ...rest } = scope;
    return this.#script({ kind: 'hidden', path, opens }, rest, Number.POSITIVE_INFINITY);
  }

  /** Tells this UIDVALIDITY, or none if undefined, for one folder or for all. Until lifted. */
  badUidValidity(value: number | undefined, scope: FaultScope & { path?: string } = {}): Fault {
    const { path, ...rest } = scope;
    return this.#script({ kind: 'uidvalidity', path, value }, rest, Number.POSITIVE_INFINITY);
  }

  /** Tells a UIDNEXT that is off by so much in the answer to the next SELECT. Once. */
  wrongUidNext(delta: number, scope: FaultScope = {}): Fault {
    return this.#script({ kind: 'uidnext', delta }, scope, 1);
  }

  /** Takes IDLE and tells nothing in it; what came up meanwhile is told with the next command. Until lifted. */
  muteIdle(scope: Omit<FaultScope, 'during'> = {}): Fault {
    return this.#script({ kind: 'mute-idle' }, scope, Number.POSITIVE_INFINITY);
  }

  /** Keeps no mod-sequences for one folder or for all: SELECT says NOMODSEQ (RFC 7162 3.1.2.2). Until lifted. */
  withholdModseq(scope: FaultScope & { path?: string } = {}): Fault {
    const { path, ...rest } = scope;
    return this.#script({ kind: 'no-modseq', path }, rest, Number.POSITIVE_INFINITY);
  }

  /** Sends these untagged responses (without `* `) in the middle of the reply to a command. Once. */
  unsolicited(command: string, lines: readonly string[], scope: Omit<FaultScope, 'during'> = {}): Fault {
    return this.#script({ kind: 'untagged', lines }, { ...scope, during: command }, 1);
  }

  /** Says in the reply to the next command that the folder holds only so many messages, without any EXPUNGE. Once. */
  shrinkExists(count: number, scope: FaultScope = {}): Fault {
    return this.#script({ kind: 'exists', count }, scope, 1);
  }

  /** Ends every fault; stalled connections go on. */
  clear(): void {
    for (const fault of [...this.#faults]) fault.lift();
  }

  /** Faults of a kind that strike here and now. */
  at<K extends Kind['kind']>(
    kind: K,
    connection: number,
    phase: string,
  ): (ScriptedFault & { what: Extract<Kind, { kind: K }> })[] {
    const found: ScriptedFault[] = [];
    for (const fault of this.#faults) {
      if (fault.what.kind === kind && fault.meets(connection, phase)) found.push(fault);
    }
    return found as (ScriptedFault & { what: Extract<Kind, { kind: K }> })[];
  }

  get none(): boolean {
    return this.#faults.size === 0;
  }

  #script(what: Kind, scope: FaultScope, times: number): Fault {
    const fault = new ScriptedFault(what, scope, times, (gone) => this.#faults.delete(gone));
    this.#faults.add(fault);
    return fault;
  }
}
