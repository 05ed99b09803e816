/**
 * Takes the socket of an imapflow connection for one command or several, and gives it back. imapflow parses a FETCH answer some twenty times
 * slower than its bytes can be read (bench/fetch.bench.ts), and offers no way beside its parser; so for commands with long answers its
 * parser is unplugged. Whatever else the server says meanwhile is passed on to it, so that imapflow's picture of the session stays whole.
 */
import type { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import type { ImapFlow } from 'imapflow';
import { type ResponseLimits, ResponseSplitter } from './response-splitter.ts';

/** imapflow's own fields; its type declarations leave them out. */
interface Plumbing {
  socket: Socket;
  streamer: Writable & { readBytesCounter: number };
}

/** The tagged answer (RFC 9051 7.1). */
export interface Completion {
  status: 'OK' | 'NO' | 'BAD';
  /** Response code and text behind the status. */
  text: string;
}

export interface Exchange {
  /** Everything behind the tags, e.g. `UID FETCH 1:* (UID FLAGS)`. */
  commands: readonly string[];
  limits: ResponseLimits;
  /**
   * Gets each response but the tagged ones, whole, and answers whether it was meant for it. What it throws ends the exchange, and the
   * connection is of no use any more.
   */
  take(response: Buffer): boolean;
}

/** Commands of this process, for tags that none of imapflow's can be. */
let sent = 0;

/**
 * Sends commands, all at once, and reads their answers; they must be such that their order is of no account (RFC 9051 5.5). No other
 * command may be on its way; the answer to the DONE of an IDLE may, since imapflow is handed it. Never settles when the connection ends
 * meanwhile: imapflow announces that, and the caller listens for it.
 * @returns how each command ended, in their order
 * @throws ResponseTooLarge, and what `take` throws
 */
export function exchange(client: ImapFlow, { commands, limits, take }: Exchange): Promise<Completion[]> {
  const { socket, streamer } = plumbing(client);
  const places = new Map(commands.map((_, at) => [`MR${sent + at + 1}`, at]));
  sent += commands.length;
  const completions: Completion[] = [];
  let open = commands.length;
  const splitter = new ResponseSplitter(limits);
  const { promise, resolve, reject } = Promise.withResolvers<Completion[]>();

  const hand = (response: Buffer): void => {
    if (take(response)) return;
    const tag = tagOf(response);
    const at = places.get(tag);
    if (at === undefined) {
      streamer.write(response);
      return;
    }
    places.delete(tag);
    completions[at] = completion(response, tag);
    open -= 1;
    if (open === 0) finish();
  };
  const listen = (chunk: Buffer): void => {
    // What a stalled connection is told by: bytes that pass imapflow by are bytes as well.
    streamer.readBytesCounter += chunk.length;
    try {
      splitter.push(chunk, hand);
    } catch (error) {
      socket.off('data', listen);
      reject(error);
    }
  };
  const finish = (): void => {
    const rest = splitter.takeRest();
    socket.off('data', listen);
    if (rest.length > 0) {
      streamer.readBytesCounter -= rest.length;
      streamer.write(rest);
    }
    socket.pipe(streamer);
    resolve(completions);
  };

  socket.unpipe(streamer);
  socket.on('data', listen);
  socket.resume();
  socket.write([...places].map(([tag, at]) => `${tag} ${commands[at]}\r\n`).join(''));
  return promise;
}

function plumbing(client: ImapFlow): Plumbing {
  const { socket, streamer } = client as unknown as Partial<Plumbing>;
  if (!socket || !streamer)
    throw new Error('imapflow keeps its socket elsewhere than the version this was written for');
  return { socket, streamer };
}

/** What stands before the first space, as far as a tag of ours may be long; empty for what has no tag. */
function tagOf(response: Buffer): string {
  const start = response.toString('latin1', 0, 24);
  return start.startsWith('MR') ? start.slice(0, Math.max(0, start.indexOf(' '))) : '';
}

function completion(response: Buffer, tag: string): Completion {
  const line = response.toString('utf8', tag.length + 1).trimEnd();
  const [, status, text = ''] = /^(OK|NO|BAD)(?: (.*))?$/is.exec(line) ?? [];
  return { status: (status?.toUpperCase() ?? 'BAD') as Completion['status'], text };
}
