import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { type Charset, encodeText } from './charsets.ts';
import { compose, type TextPart } from './compose.ts';

const samples: Readonly<Record<string, string>> = {
  'us-ascii': 'Forty lamps, delivered on Friday.',
  'iso-8859-1': 'Réception à l’été'.replace('’', "'"),
  'koi8-r': 'Светильники готовы – проверьте, пожалуйста'.replace('–', '-'),
  gb18030: '灯具已经装箱，明天发货。',
  'utf-8': 'Lâmpadas 灯 лампы 💡',
};

function message(text: string, charset: Charset, encoding: TextPart['encoding']): Buffer {
  return compose(
    [
      { name: 'From', addresses: [{ name: text, address: 'a@practice.test' }] },
      { name: 'Subject', text: `${text} ${text} ${text}` },
    ],
    { kind: 'text', subtype: 'plain', text: `${text} \n= end\n`, charset, encoding },
    charset,
  );
}

/** The parser leaves CRLF in some encodings and not in others. */
function asWritten(text: string | undefined): string | undefined {
  return text?.replaceAll('\r\n', '\n').trimEnd();
}

describe('the composer', () => {
  it.each(Object.entries(samples))(
    'writes %s so that another parser reads the same text',
    async (charset, text) => {
      for (const encoding of ['8bit', 'quoted-printable', 'base64'] as const) {
        const raw = message(text, charset as Charset, encoding);
        const mail = await PostalMime.parse(raw);
        expect(mail.subject).toBe(`${text} ${text} ${text}`);
        expect(mail.from?.name).toBe(text);
        expect(asWritten(mail.text)).toBe(`${text} \n= end`);
      }
    },
  );

  it('keeps encoded words within 75 characters and header lines within 78', () => {
    const head =
      message(samples['utf-8'] ?? '', 'utf-8', 'base64')
        .toString('latin1')
        .split('\r\n\r\n')[0] ?? '';
    for (const line of head.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
    for (const [word] of head.matchAll(/=\?[^ ]+\?=/g)) expect(word.length).toBeLessThanOrEqual(75);
  });

  it('falls back to UTF-8 when a charset lacks a character', async () => {
    expect(encodeText('灯', 'koi8-r')).toBeUndefined();
    const raw = message('灯', 'koi8-r', 'base64');
    expect(raw.toString('latin1')).toContain('charset=utf-8');
    expect(asWritten((await PostalMime.parse(raw)).text)).toBe('灯 \n= end');
  });

  it('names files in any script, however long', async () => {
    const name = `${'очень-длинное-имя-'.repeat(6)}чертежа.pdf`;
    const raw = compose(
      [{ name: 'Subject', text: 'file' }],
      {
        kind: 'multipart',
        subtype: 'mixed',
        boundary: 'b1',
        parts: [{ kind: 'file', type: 'application/pdf', name, bytes: Buffer.from('%PDF-') }],
      },
      'utf-8',
    );
    const mail = await PostalMime.parse(raw);
    expect(mail.attachments.map(({ filename }) => filename)).toEqual([name]);
  });
});
