/** The tagged answer to a command (RFC 9051 section 7.1). */
export interface Reply {
  readonly status: 'OK' | 'NO' | 'BAD';
  /** Response code without its brackets, e.g. `TRYCREATE`. */
  readonly code?: string;
  readonly text: string;
}

export function ok(text: string, code?: string): Reply {
  return { status: 'OK', text, code };
}

export function no(text: string, code?: string): Reply {
  return { status: 'NO', text, code };
}

/** Thrown by a command the server refuses. A `BAD` carried here is a known habit of the provider, not a client's fault. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(reply.text);
    this.reply = reply;
  }
}

export function formatReply({ status, code, text }: Reply): string {
  return code === undefined ? `${status} ${text}` : `${status} [${code}] ${text}`;
}

const REPLY = /^(OK|NO|BAD) (?:\[([^\]]*)\] ?)?(.*)$/i;

/** Reads a reply as written on the wire, without its tag: `NO [TRYCREATE] No such folder`. */
export function parseReply(line: string): Reply {
  const [, status, code, text = ''] = REPLY.exec(line) ?? [];
  if (status === undefined) throw new Error(`Not an IMAP reply: ${line}`);
  return { status: status.toUpperCase() as Reply['status'], code, text };
}
