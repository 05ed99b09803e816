/**
 * The floor: one TLS connection that asks for every source and throws the bytes away. Run as a process of its own, so that its
 * memory is its own too; prints its figures as one JSON line.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:tls';
import { type BenchMailbox, figures, type PeerFigures } from './mailbox.ts';

export async function bareFetch(mailbox: BenchMailbox, folders: readonly string[]): Promise<PeerFigures> {
  const child = fork(import.meta.filename, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send({ mailbox, folders });
  const { promise, resolve, reject } = Promise.withResolvers<PeerFigures>();
  child.once('message', (answer: PeerFigures) => resolve(answer));
  child.once('close', (code) => reject(new Error(`the bare reader ended with ${code}`)));
  return promise;
}

/** A tagged answer may carry all capabilities. */
const longestAnswer = 4096;

async function readEverything(mailbox: BenchMailbox, folders: readonly string[]): Promise<PeerFigures> {
  const began = performance.now();
  const socket = connect({ host: 'localhost', port: mailbox.port, ca: mailbox.caPem });
  await once(socket, 'secureConnect');
  let count = 0;
  let tag = 0;

  /** Sends a command and reads past its tagged answer, which is looked for in the last bytes only. */
  async function command(text: string): Promise<void> {
    const name = `b${++tag}`;
    const end = new RegExp(`(^|\\r\\n)${name} (OK|NO|BAD)[^\\r\\n]*\\r\\n$`);
    let tail = '';
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const read = (chunk: Buffer) => {
      tail = (tail + chunk.subarray(-longestAnswer).toString('latin1')).slice(-longestAnswer);
      const answer = end.exec(tail)?.[2];
      if (answer === 'OK') resolve();
      else if (answer) reject(new Error(`${text.split(' ')[0]} was answered ${answer}`));
    };
    socket.on('data', read);
    socket.once('error', reject);
    socket.write(`${name} ${text}\r\n`);
    await promise;
    socket.off('data', read);
    socket.off('error', reject);
  }

  const countExists = (chunk: Buffer) => {
    const exists = /\* (\d+) EXISTS/.exec(chunk.toString('latin1'))?.[1];
    if (exists) count += Number(exists);
  };
  await command(`LOGIN "${mailbox.user}" "${mailbox.password}"`);
  for (const folder of folders) {
    socket.on('data', countExists);
    await command(`EXAMINE "${folder}"`);
    socket.off('data', countExists);
    await command('UID FETCH 1:* (BODY.PEEK[])');
  }
  socket.destroy();
  const seconds = (performance.now() - began) / 1000;
  return figures(count, seconds, process.resourceUsage().maxRSS / 1024);
}

if (process.send && process.argv[1] === import.meta.filename) {
  process.once('message', async (asked: { mailbox: BenchMailbox; folders: readonly string[] }) => {
    process.send?.(await readEverything(asked.mailbox, asked.folders));
    process.disconnect();
  });
}
