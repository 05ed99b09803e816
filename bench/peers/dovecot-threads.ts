/** What Dovecot makes of a folder: `UID THREAD REFS` (RFC 5256 with Dovecot's REFS), asked over a bare socket. */
import { connect, type TLSSocket } from 'node:tls';
import type { BenchMailbox } from './mailbox.ts';

async function* lines(socket: TLSSocket): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of socket) {
    const parts = `${rest}${String(chunk)}`.split('\r\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
}

/** `(3 6 (4 23)(44 7 96))(2)`: each outermost pair of brackets is one thread, however its answers branch. */
export function threadsIn(answer: string): number[][] {
  const threads: number[][] = [];
  let depth = 0;
  let current: number[] = [];
  for (const [token] of answer.matchAll(/[()]|\d+/g)) {
    if (token === '(') {
      if (depth === 0) current = [];
      depth += 1;
    } else if (token === ')') {
      depth -= 1;
      if (depth === 0) threads.push(current);
    } else {
      current.push(Number(token));
    }
  }
  return threads;
}

/** UIDs of each thread. */
export async function dovecotThreads(mailbox: BenchMailbox, folder: string): Promise<number[][]> {
  const socket = connect({ host: 'localhost', port: mailbox.port, ca: mailbox.caPem });
  socket.setEncoding('latin1');
  const commands = [
    `LOGIN "${mailbox.user}" "${mailbox.password}"`,
    `EXAMINE "${folder}"`,
    'UID THREAD REFS UTF-8 ALL',
    'LOGOUT',
  ];
  let threads: number[][] | null = null;
  let sent = 0;
  const send = () => socket.write(`t${sent} ${commands[sent++]}\r\n`);
  for await (const line of lines(socket)) {
    if (line.startsWith('* THREAD')) threads = threadsIn(line);
    else if (/^t\d+ (NO|BAD) /.test(line)) throw new Error(`Dovecot refused: ${line}`);
    else if ((sent === 0 && line.startsWith('* OK')) || /^t\d+ OK/.test(line)) {
      if (sent < commands.length) send();
    }
  }
  if (!threads) throw new Error('Dovecot answered no threads');
  return threads;
}
