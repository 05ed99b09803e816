/**
 * Takes the socket of an imapflow connection for one command, and gives it back. imapflow parses a FETCH answer some twenty times
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
  /** Everything behind the tag, e.g. `UID FETCH 1:* (UID FLAGS)`. */
  command: string;
  limits: ResponseLimits;
  /**
   * Gets each response but the tagged one, whole, and answers whether it was meant for it. What it throws ends the exchange, and the
   * connection is of no use any more.
   */
  take(response: Buffer): boolean;
}

let commands = 0;

/**
 * Sends one command and reads its answer. No other command may be on its way; the answer to the DONE of an IDLE may, since imapflow
 * is handed it. Never settles when the connection ends meanwhile: imapflow announces that, and the caller listens for it.
 * @throws ResponseTooLarge, and what `take` throws
 */
export function exchange(client: ImapFlow, { command, limits, take }: Exchange): Promise<Completion> {
  const { socket, streamer } = plumbing(client);
  commands += 1;
  const tag = `MR${commands}`;
  const splitter = new ResponseSplitter(limits);
  const { promise, resolve, reject } = Promise.withResolvers<Completion>();

  const hand = (response: Buffer): void => {
    if (take(response)) return;
    if (startsWith(response, `${tag} `)) finish(completion(response, tag));
    else streamer.write(response);
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
  const finish = (answer: Completion): void => {
    const rest = splitter.takeRest();
    socket.off('data', listen);
    if (rest.length > 0) {
      streamer.readBytesCounter -= rest.length;
      streamer.write(rest);
    }
    socket.pipe(streamer);
    resolve(answer);
  };

  socket.unpipe(streamer);
  socket.on('data', listen);
  socket.resume();
  socket.write(`${tag} ${command}\r\n`);
  return promise;
}

function plumbing(client: ImapFlow): Plumbing {
  const { socket, streamer } = client as unknown as Partial<Plumbing>;
  if (!socket || !streamer)
    throw new Error('imapflow keeps its socket elsewhere than the version this was written for');
  return { socket, streamer };
}

function startsWith(response: Buffer, text: string): boolean {
  return response.toString('latin1', 0, text.length) === text;
}

function completion(response: Buffer, tag: string): Completion {
  const line = response.toString('utf8', tag.length + 1).trimEnd();
  const [, status, text = ''] = /^(OK|NO|BAD)(?: (.*))?$/is.exec(line) ?? [];
  return { status: (status?.toUpperCase() ?? 'BAD') as Completion['status'], text };
}
