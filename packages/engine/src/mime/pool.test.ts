import { afterAll, describe, expect, it } from 'vitest';
import type { ReadBody, TextPart } from '../ports/mail.ts';
import type { BodyJob } from './job.ts';
import { mimePool } from './pool.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const source = (messageId: number, text: string): BodyJob => ({
  messageId,
  header: `header ${messageId}`,
  deaths: 0,
  kind: 'source',
  source: bytes(text),
});
const harmless = (messageId: number): BodyJob =>
  source(messageId, `Subject: ${messageId}\r\n\r\nmessage ${messageId}`);

function nested(depth: number): string {
  const open = Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
  );
  return `${open.join('')}\r\ndeep`;
}

/** Each is made to defeat a parser; see the beginning of the file's reader for what may become of it. */
const hostile: readonly [string, () => string][] = [
  ['multipart nested 1,000 deep', () => nested(1_000)],
  ['multipart nested 10,000 deep', () => nested(10_000)],
  [
    '200,000 parts',
    () => `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(200_000)}--b--`,
  ],
  ['100,000 encoded words', () => `Subject: ${'=?utf-8?q?a?=\r\n '.repeat(100_000)}\r\n\r\nbody`],
  ['one header of 20 MB', () => `Subject: ${'x'.repeat(20_000_000)}\r\n\r\nbody`],
  ['100,000 references', () => `References: ${'<a@b>\r\n '.repeat(100_000)}\r\n\r\nbody`],
  ['10,000 recipients', () => `To: ${'a@b, '.repeat(10_000)}c@d\r\n\r\nbody`],
  ['200,000 nested elements', () => `Content-Type: text/html\r\n\r\n${'<div>'.repeat(200_000)}deep`],
  [
    'a million quotation levels',
    () => `Content-Type: text/html\r\n\r\n${'<blockquote>'.repeat(200_000)}deep`,
  ],
  ['20 MB of HTML', () => `Content-Type: text/html\r\n\r\n${'<p>word</p>'.repeat(1_800_000)}`],
  ['a charset that does not exist', () => 'Content-Type: text/plain; charset=x-nonsense\r\n\r\n\xe9\xff\x00'],
  ['NULs', () => `Subject: a\0b\r\n\r\n${'\0'.repeat(10_000)}text`],
  ['bare carriage returns', () => 'Subject: a\rTo: b\r\rbody\rline'],
  [
    'a truncated base64 part',
    () => 'Content-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nSGVsbG8gd29',
  ],
  [
    'a boundary that is a prefix of another',
    () => 'Content-Type: multipart/mixed; boundary=a\r\n\r\n--ab\r\n\r\nx\r\n--a\r\n\r\ny\r\n--a--',
  ],
  ['nothing at all', () => ''],
];

describe('mimePool', () => {
  const pool = mimePool({ threads: 1 });
  afterAll(() => pool.close());

  it.each(hostile)('survives %s and goes on reading', { timeout: 60_000 }, async (_, make) => {
    const [before, odd, after] = await pool.readBodies([harmless(1), source(2, make()), harmless(3)]);
    expect([before, after]).toMatchObject([
      { messageId: 1, state: 'stored', text: 'message 1' },
      { messageId: 3, state: 'stored', text: 'message 3' },
    ]);
    expect(odd?.messageId).toBe(2);
    if (odd?.state === 'stored') {
      expect(odd.snippet.length).toBeLessThanOrEqual(200);
      expect(odd.text).not.toContain('\0');
    } else {
      expect(odd?.reason).not.toBe('');
    }
    expect(odd?.words.split(' ')).toEqual(expect.arrayContaining(['header', '2']));
  });

  it('ends a message that uses too much processor time, and nothing beside it', {
    timeout: 60_000,
  }, async () => {
    const impatient = mimePool({ threads: 1, cpuBudget: 300 });
    const bomb = source(
      2,
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(200_000)}--b--`,
    );
    const read = await impatient.readBodies([harmless(1), bomb, harmless(3)]);
    expect(read.map(({ state }) => state)).toEqual(['stored', 'unreadable', 'stored']);
    expect((read[1] as ReadBody & { state: 'unreadable' }).reason).toMatch(/processor time/);
    await impatient.close();
  });

  it('ends a message that fills the heap each time, and reads its neighbours', {
    timeout: 60_000,
  }, async () => {
    const small = mimePool({ threads: 1, heap: 24, cpuBudget: 30_000 });
    const bomb = source(
      2,
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(200_000)}--b--`,
    );
    const deaths: number[][] = [];
    const note = (...death: number[]) => void deaths.push(death);
    const read = await small.readBodies([harmless(1), bomb, harmless(3)], note);
    expect(read.map(({ state }) => state)).toEqual(['stored', 'unreadable', 'stored']);
    expect((read[1] as ReadBody & { state: 'unreadable' }).reason).toMatch(/memory/i);
    expect(deaths.filter(([messageId]) => messageId === 2)).toEqual([
      [2, 1],
      [2, 2],
    ]);
    // A process that starts again knows of the first death, or of both.
    const again = await small.readBodies([{ ...bomb, deaths: 1 }], note);
    expect(again[0]?.state).toBe('unreadable');
    expect(deaths.filter(([messageId]) => messageId === 2)).toHaveLength(3);
    expect(await small.readBodies([{ ...bomb, deaths: 2 }], note)).toMatchObject([{ state: 'unreadable' }]);
    expect(deaths.filter(([messageId]) => messageId === 2)).toHaveLength(3);
    await small.close();
  });

  it('reads hundreds of small messages and answers in their order', async () => {
    const read = await pool.readBodies(Array.from({ length: 500 }, (_, at) => harmless(at)));
    expect(read.map(({ messageId }) => messageId)).toEqual(Array.from({ length: 500 }, (_, at) => at));
    expect(read.every((body) => body.state === 'stored' && body.text === `message ${body.messageId}`)).toBe(
      true,
    );
  });

  it('reads one mailbox’s message between those of another’s flood', async () => {
    const long = `Content-Type: text/html\r\n\r\n${'<p>word</p>'.repeat(20_000)}`;
    const read: string[] = [];
    // 13 MB are four turns of the thread, however quick the machine; two of them are over before the other's message is due.
    const flood = pool.readBodies(Array.from({ length: 60 }, (_, at) => source(at, long)));
    const other = pool.readBodies([harmless(1)]);
    await Promise.all([flood.then(() => read.push('the flood')), other.then(() => read.push('the other'))]);
    expect(read).toEqual(['the other', 'the flood']);
    expect((await flood).map(({ messageId, state }) => [messageId, state])).toEqual(
      Array.from({ length: 60 }, (_, at) => [at, 'stored']),
    );
  });

  it('has room for one message while a flood waits for room', async () => {
    const megabyte = 1024 * 1024;
    const waiting: string[] = [];
    const flood = Array.from({ length: 8 }, () => pool.reserve(4 * megabyte).then((giveBack) => giveBack));
    flood[7]?.then(() => waiting.push('the flood'));
    const giveBack = await pool.reserve(10_000);
    waiting.push('the message');
    giveBack();
    for (const given of flood) (await given)();
    expect(waiting[0]).toBe('the message');
  });

  const part = (
    mediaType: TextPart['mediaType'],
    charset: string | null,
    encoding: string | null,
  ): TextPart => ({
    part: '1',
    mediaType,
    charset,
    encoding,
    size: null,
  });

  it.each<[string, TextPart, string, string]>([
    ['quoted-printable', part('text/plain', 'utf-8', 'quoted-printable'), 'caf=C3=A9', 'café'],
    ['base64 in GB2312', part('text/plain', 'gb2312', 'base64'), 'xOO6ww==', '你好'],
    ['KOI8-R', part('text/plain', 'koi8-r', '8bit'), '\xf0\xd2\xc9\xd7\xc5\xd4', 'Привет'],
    ['8-bit text that says nothing of itself', part('text/plain', null, '8bit'), 'caf\xe9', 'café'],
    ['8-bit text that calls itself ASCII', part('text/plain', 'us-ascii', '8bit'), 'caf\xe9', 'café'],
    [
      'HTML that names its charset only inside',
      part('text/html', null, '8bit'),
      '<meta charset="gb2312"><p>\xc4\xe3\xba\xc3',
      '你好',
    ],
    [
      'a charset made to add a header',
      part('text/plain', 'x"\r\nContent-Type: text/html', '7bit'),
      '<b>',
      '<b>',
    ],
  ])('decodes %s', async (_, textPart, octets, text) => {
    const parts = [{ part: textPart, bytes: bytes(octets) }];
    const [read] = await pool.readBodies([{ messageId: 1, header: '', deaths: 0, kind: 'parts', parts }]);
    expect(read).toMatchObject({ state: 'stored', text });
  });

  it('keeps text and HTML of an alternative apart, and indexes what says more', async () => {
    const html = {
      part: part('text/html', 'utf-8', '7bit'),
      bytes: bytes('<p>Dear Ada,</p><p>the offer is <b>ready</b>.'),
    };
    const plain = {
      part: part('text/plain', 'utf-8', '7bit'),
      bytes: bytes('Dear Ada, the offer is ready.'),
    };
    const stub = { part: part('text/plain', 'utf-8', '7bit'), bytes: bytes('No HTML') };
    const [both, poor] = await pool.readBodies([
      { messageId: 1, header: '', deaths: 0, kind: 'parts', parts: [plain, html] },
      { messageId: 2, header: '', deaths: 0, kind: 'parts', parts: [stub, html] },
    ]);
    expect(both).toMatchObject({
      text: 'Dear Ada, the offer is ready.',
      html: expect.stringContaining('<b>ready</b>'),
    });
    expect(poor).toMatchObject({ text: 'Dear Ada,\n\nthe offer is ready.' });
  });

  it('tells the attachments of a whole source, and extracts one', async () => {
    const mixed =
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee the file\r\n--b\r\nContent-Type: application/pdf; name="offer.pdf"\r\n' +
      'Content-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--b--';
    const [read] = await pool.readBodies([source(1, mixed)]);
    expect(read).toMatchObject({
      text: expect.stringContaining('See the file'),
      attachments: [
        { part: 'source-1', name: 'offer.pdf', mediaType: 'application/pdf', size: 4, inline: false },
      ],
    });
    expect(Buffer.from(await pool.extract(bytes(mixed), 'source-1')).toString()).toBe('%PDF');
    await expect(pool.extract(bytes(mixed), 'source-2')).rejects.toThrow('source-2');
  });

  it('fails what was under way when it is closed', async () => {
    const closing = mimePool({ threads: 1 });
    const reading = closing.readBodies([harmless(1)]);
    await closing.close();
    await expect(reading).rejects.toThrow('closed');
    await expect(closing.readBodies([harmless(1)])).rejects.toThrow('closed');
  });
});
