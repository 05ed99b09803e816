import type { Buffer } from 'node:buffer';
import { Duplex, PassThrough } from 'node:stream';
import type { ImapFlow } from 'imapflow';
import { expect, it } from 'vitest';
import { exchange } from './borrowed-socket.ts';

const limits = { maxLineLength: 1_000, maxLiteralSize: 1_000, maxResponseSize: 1_000 };

/** What exchange needs of an imapflow client: a socket that shows what was sent, and the parser that hears the rest. */
function openClient() {
  let sent = '';
  const socket = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      sent += chunk.toString('latin1');
      done();
    },
  });
  const streamer = Object.assign(new PassThrough(), { readBytesCounter: 0 });
  socket.pipe(streamer);
  let heard = '';
  streamer.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
  });
  const client = { socket, streamer } as unknown as ImapFlow;
  const tags = () => [...sent.matchAll(/^(MR\d+) /gm)].map(([, tag]) => tag ?? '');
  return { client, socket, tags, heard: () => heard };
}

it('commands are sent before any is answered, may be answered in any order, and are told apart', async () => {
  const { client, socket, tags, heard } = openClient();
  const taken: string[] = [];
  const answered = exchange(client, {
    commands: ['UID FETCH 1 (FLAGS)', 'UID FETCH 2 (FLAGS)', 'UID FETCH 3 (FLAGS)'],
    limits,
    take: (response) => {
      const text = response.toString('latin1');
      if (!text.includes('FETCH (')) return false;
      taken.push(text.trim());
      return true;
    },
  });
  const [first, second, third] = tags();
  expect(new Set(tags()).size).toBe(3);
  socket.push(`* 2 FETCH (UID 2)\r\n${second} NO [LIMIT] Too much\r\n* 4 EXISTS\r\n* 1 FETCH (UID 1)\r\n`);
  socket.push(`${first} OK done\r\n* 3 FETCH (UID 3)\r\n${third} OK done\r\n* 5 EXISTS\r\n`);
  expect((await answered).map(({ status }) => status)).toEqual(['OK', 'NO', 'OK']);
  expect(taken).toEqual(['* 2 FETCH (UID 2)', '* 1 FETCH (UID 1)', '* 3 FETCH (UID 3)']);

  // Whatever else was said, before and after, is imapflow's, and the socket is its again.
  socket.push('* 6 EXISTS\r\n');
  await expect.poll(() => heard()).toBe('* 4 EXISTS\r\n* 5 EXISTS\r\n* 6 EXISTS\r\n');
});
