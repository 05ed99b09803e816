import { Failure } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { compose, sentCopy } from './compose.ts';
import { readSource } from './read.ts';

type Draft = Parameters<typeof compose>[0];

const account = { address: 'ada@heron.example' };
const date = new Date('2026-11-20T12:00:00Z');
const draft = (more: Partial<Draft> = {}): Draft => ({
  from: { name: 'Ada Lindqvist', address: 'ada@heron.example' },
  to: [{ name: 'Bruno Costa', address: 'bruno@otter.example' }],
  cc: [],
  bcc: [{ name: '', address: 'secret@otter.example' }],
  subject: 'Das Angebot — 报价',
  html: '<p>Guten <b>Tag</b></p>',
  text: 'Guten Tag',
  inReplyTo: null,
  references: [],
  ...more,
});

/** Unfolded header lines. */
async function headersOf(more: Partial<Draft> = {}): Promise<string[]> {
  const { raw } = await compose(draft(more), account, date);
  const text = Buffer.from(raw).toString('latin1');
  return text
    .slice(0, text.indexOf('\r\n\r\n'))
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
}

describe('compose', () => {
  it('makes an alternative of text and HTML, in ASCII and CRLF, with an identifier at the account’s domain', async () => {
    const { raw, messageId } = await compose(draft(), account, date);
    const text = Buffer.from(raw).toString('latin1');
    expect(messageId).toMatch(/^<[0-9a-f-]{36}@heron\.example>$/);
    expect(text).toContain(`Message-ID: ${messageId}\r\n`);
    expect(text).toContain('Date: Fri, 20 Nov 2026 12:00:00 +0000\r\n');
    expect(text).toMatch(/Content-Type: multipart\/alternative/);
    expect(text).not.toMatch(/[^\t\r\n -~]/);
    expect(text).not.toMatch(/[^\r]\n/);
    const read = await readSource(raw, '');
    expect(read).toMatchObject({ text: 'Guten Tag', html: expect.stringContaining('Guten <b>Tag</b>') });
  });

  it('names blind recipients nowhere', async () => {
    const { raw } = await compose(draft(), account, date);
    expect(Buffer.from(raw).toString()).not.toMatch(/secret|bcc/i);
    expect(Buffer.from(sentCopy(raw, draft().bcc)).toString()).toMatch(/^Bcc: secret@otter\.example\r\n/);
  });

  it('answers with In-Reply-To and References, the answered message last', async () => {
    const headers = await headersOf({
      inReplyTo: '<parent@x>',
      references: ['<root@x>', '<parent@x>', '<other@x>'],
    });
    expect(headers).toContain('In-Reply-To: <parent@x>');
    expect(headers).toContain('References: <root@x> <other@x> <parent@x>');
  });

  it('keeps the root and the nearest of many references', async () => {
    const references = Array.from({ length: 500 }, (_, at) => `<${at}@x>`);
    const headers = await headersOf({ inReplyTo: '<parent@x>', references });
    const ids =
      headers
        .find((line) => line.startsWith('References: '))
        ?.slice(12)
        .split(' ') ?? [];
    expect([ids.length, ids[0], ids.at(-2), ids.at(-1)]).toEqual([40, '<0@x>', '<499@x>', '<parent@x>']);
  });

  it('sends plain formatting and nothing that runs, loads or tracks', async () => {
    const html =
      '<p onclick="x()" style="text-align:center;position:fixed">Hi <a href="javascript:x()">a</a> <a href="https://x.example">b</a></p>' +
      '<script>x()</script><img src="https://t.example/p.gif"><iframe src="//x"></iframe><blockquote type="cite">Earlier</blockquote>';
    const { html: sent } = await readSource((await compose(draft({ html }), account, date)).raw, '');
    expect(sent).toContain('<blockquote type="cite">Earlier</blockquote>');
    expect(sent).toContain('<a href="https://x.example">b</a>');
    expect(sent).toContain('text-align:center');
    expect(sent).not.toMatch(/onclick|javascript|script|img|iframe|position/);
  });

  it.each<[string, Partial<Draft>]>([
    ['subject', { subject: 'Hi\r\nBcc: x@evil.example' }],
    ['to', { to: [{ name: 'B\r\nX: y', address: 'b@otter.example' }] }],
    ['to', { to: [{ name: '', address: 'b@otter.example>\r\nRCPT TO:<x@evil.example' }] }],
    ['to', { to: [{ name: '', address: 'b@otter.example, x@evil.example' }] }],
    ['to', { to: [{ name: '', address: '' }] }],
    ['cc', { cc: [{ name: 'NUL\u0000', address: 'b@otter.example' }] }],
    ['from', { from: { name: 'Ada\n', address: 'ada@heron.example' } }],
  ])('refuses, and does not repair, what would change a header: %s', async (field, more) => {
    const thrown = await compose(draft(more), account, date).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Failure);
    expect(thrown).toMatchObject({ kind: 'invalid-request', detail: { field } });
  });

  it('drops an answered identifier that is none, rather than writing it', async () => {
    const headers = await headersOf({
      inReplyTo: 'x@y\r\nBcc: z@evil.example',
      references: ['<a@b>\r\nBcc: z@c'],
    });
    expect(headers.join('\n')).not.toMatch(/Bcc/);
  });

  it('sends as nobody else', async () => {
    const from = { name: 'Boss', address: 'boss@heron.example' };
    await expect(compose(draft({ from }), account, date)).rejects.toMatchObject({ kind: 'sender-refused' });
  });
});
