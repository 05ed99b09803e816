import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFetchRow } from './fetch-row.ts';

const read = (items: string) => readFetchRow(Buffer.from(`* 12 FETCH (${items})\r\n`, 'latin1'));
const literal = (text: string) => `{${Buffer.from(text).length}}\r\n${Buffer.from(text).toString('latin1')}`;

describe('a FETCH row', () => {
  it('tells number, flags, size, time and identities', () => {
    expect(
      read(
        'UID 7 FLAGS (\\Seen $Label) RFC822.SIZE 4286 INTERNALDATE " 7-Feb-1994 21:52:25 -0800" MODSEQ (624140003) X-GM-THRID 12 X-GM-MSGID 13',
      ),
    ).toEqual({
      uid: 7,
      flags: ['\\Seen', '$Label'],
      size: 4286,
      internalDate: new Date('1994-02-08T05:52:25Z'),
      modseq: '624140003',
      threadId: '12',
      emailId: '13',
    });
  });

  it.each([
    'EMAILID (M6d99) THREADID (T6af)',
    'EMAILID (M6d99) THREADID (T6af) X-UNKNOWN ((a "b)" {1}\r\n)) NIL)',
  ])('has the object ids of RFC 8474 and steps over what it does not know: %s', (items) => {
    expect(read(`${items} UID 1`)).toEqual({ uid: 1, emailId: 'M6d99', threadId: 'T6af' });
  });

  it('has no thread where the server says NIL', () => {
    expect(read('UID 1 THREADID NIL')).toEqual({ uid: 1 });
  });

  it('tells Gmail’s labels, quoted, bare and as literals, with the UID behind them', () => {
    const labels = '("\\\\Inbox" \\Sent "work/project \\"x\\"" R&-D &ANw-bung NIL {4}\r\na b))';
    expect(read(`X-GM-THRID 12 X-GM-MSGID 13 X-GM-LABELS ${labels} UID 636 MODSEQ (18964) FLAGS ()`)).toEqual(
      {
        uid: 636,
        flags: [],
        modseq: '18964',
        threadId: '12',
        emailId: '13',
        labels: ['\\Inbox', '\\Sent', 'work/project "x"', 'R&D', 'Übung', 'NIL', 'a b)'],
      },
    );
    expect(read('X-GM-LABELS () UID 1')).toEqual({ uid: 1, labels: [] });
    const utf8 = Buffer.from('* 1 FETCH (X-GM-LABELS ("Übung" R&-D) UID 1)\r\n');
    expect(readFetchRow(utf8, true)).toEqual({ uid: 1, labels: ['Übung', 'R&-D'] });
  });

  it('is nothing without a UID', () => {
    expect(read('FLAGS (\\Seen)')).toBeUndefined();
  });

  it('holds sections as bytes, by name, also where only a stretch of them was asked for', () => {
    const row = read(
      `UID 1 BODY[1.2]<0> ${literal('é\r\n)')} BODY[] "q\\"" BODY[HEADER.FIELDS (References "Message-ID")] ${literal('A: b\r\n')} BODY[3] NIL`,
    );
    const sections = [...(row?.sections ?? [])].map(([name, bytes]) => [name, bytes.toString()]);
    expect(sections).toEqual([
      ['1.2', 'é\r\n)'],
      ['', 'q"'],
      ['HEADER.FIELDS', 'A: b\r\n'],
    ]);
  });
});

describe('an item that breaks the grammar', () => {
  it('costs itself alone, though literals stand in it', () => {
    const broken = `ENVELOPE (NIL ${literal('a\r\n(b')} atom ${literal(')')} NIL)`;
    expect(read(`UID 1 ${broken} RFC822.SIZE 5`)).toEqual({ uid: 1, size: 5 });
  });
});

describe('an ENVELOPE', () => {
  const nil = 'NIL NIL NIL NIL NIL NIL NIL NIL';
  const envelope = (text: string) => read(`UID 1 ENVELOPE (${text})`)?.envelope;

  it('tells date, subject and people, with encoded words decoded', () => {
    const people = '(("=?utf-8?q?Ad=C3=A8le?=" NIL "ad" "example.com")("\\"Bob\\"" NIL "bob" "example.com"))';
    expect(
      envelope(
        `"Wed, 17 Jul 1996 02:23:25 -0700 (PDT)" "=?utf-8?b?5Lit5paH?= ok" ${people} NIL ${people} NIL NIL NIL "<a@b>" "<c@d>"`,
      ),
    ).toEqual({
      date: new Date('1996-07-17T09:23:25Z'),
      subject: '中文 ok',
      from: [
        { name: 'Adèle', address: 'ad@example.com' },
        { name: 'Bob', address: 'bob@example.com' },
      ],
      replyTo: [
        { name: 'Adèle', address: 'ad@example.com' },
        { name: 'Bob', address: 'bob@example.com' },
      ],
      to: [],
      cc: [],
      bcc: [],
      inReplyTo: '<a@b>',
    });
  });

  it.each([
    ['UTF-8', literal('Größe'), 'Größe'],
    ['Windows-1252', '"caf\xe9 \x80 5"', 'café € 5'],
  ])('reads a subject in raw %s', (_, subject, text) => {
    expect(envelope(`NIL ${subject} ${nil}`)?.subject).toBe(text);
  });

  it('leaves the names of groups out', () => {
    const to = '((NIL NIL "undisclosed-recipients" NIL)(NIL NIL NIL NIL))';
    expect(envelope(`NIL NIL NIL NIL NIL ${to} NIL NIL NIL NIL`)?.to).toEqual([]);
  });

  it('has no date where the field names no moment', () => {
    expect(envelope(`"yesterday" NIL ${nil}`)?.date).toBeNull();
  });
});

describe('a BODYSTRUCTURE', () => {
  const structure = (text: string) => read(`UID 1 BODYSTRUCTURE ${text}`)?.structure;
  const plain = '("TEXT" "PLAIN" ("CHARSET" "utf-8") NIL NIL "7BIT" 12 1 NIL NIL NIL NIL)';

  it('of a single part is part 1', () => {
    expect(structure(plain)).toMatchObject({ part: '1', type: 'text/plain', encoding: '7bit', size: 12 });
  });

  it('numbers the parts of parts', () => {
    const parts = structure(
      `((${plain}${plain} "ALTERNATIVE" ("BOUNDARY" "x") NIL NIL)("IMAGE" "PNG" ("NAME" "a.png") "<cid@x>" NIL "BASE64" 780 NIL ("INLINE" ("FILENAME" "b.png")) NIL) "RELATED")`,
    );
    expect(parts).toMatchObject({
      part: null,
      type: 'multipart/related',
      children: [
        { part: '1', children: [{ part: '1.1' }, { part: '1.2' }] },
        { part: '2', id: '<cid@x>', disposition: 'inline' },
      ],
    });
    expect(parts?.children[1]?.dispositionParameters.get('filename')).toBe('b.png');
  });

  it('tells the subject of an attached message and not its parts', () => {
    const attached = `("MESSAGE" "RFC822" NIL NIL NIL "7BIT" 342 (NIL "=?utf-8?q?H=C3=A9?=" NIL NIL NIL NIL NIL NIL NIL NIL) (${plain} "MIXED") 7 NIL ("ATTACHMENT" NIL))`;
    expect(structure(attached)).toMatchObject({
      type: 'message/rfc822',
      attachedSubject: 'Hé',
      children: [],
      disposition: 'attachment',
    });
  });

  it.each([
    [
      'in pieces',
      `"FILENAME*0*" "utf-8''na%C3%AF" "FILENAME*1" "ve" "FILENAME*2*" "%20x.txt"`,
      'naïve x.txt',
    ],
    ['with a charset', `"FILENAME*" "iso-8859-1'en'caf%E9.txt" "FILENAME" "cafe.txt"`, 'café.txt'],
    ['as an encoded word', `"FILENAME" "=?utf-8?b?5paH5Lu2?=.txt"`, '文件.txt'],
    ['in pieces out of order', `"FILENAME*1" "b.txt" "FILENAME*0" "a"`, 'ab.txt'],
    ['of a charset nobody knows', `"FILENAME*" "x-none''a.txt"`, 'a.txt'],
  ])('has a file name %s (RFC 2231)', (_, parameters, name) => {
    const part = structure(
      `("APPLICATION" "PDF" NIL NIL NIL "BASE64" 10 NIL ("ATTACHMENT" (${parameters})) NIL NIL)`,
    );
    expect(part?.dispositionParameters.get('filename')).toBe(name);
  });

  it('that breaks the grammar costs itself, not the message', () => {
    expect(read(`BODYSTRUCTURE ("TEXT" ("PLAIN")) FLAGS (\\Seen) UID 9`)).toEqual({
      uid: 9,
      flags: ['\\Seen'],
    });
  });

  it('whose end cannot be found makes the row nothing', () => {
    expect(read(`BODYSTRUCTURE (("TEXT" "PLAIN" NIL) UID 9`)).toBeUndefined();
  });

  it('that nests deeper than anybody reads is given up, not followed', () => {
    const deep = `${'('.repeat(5_000)}${plain}${' "MIXED")'.repeat(5_000)}`;
    expect(read(`BODYSTRUCTURE ${deep} UID 9`)).toEqual({ uid: 9 });
  });
});

it('whatever a server sends is a row or nothing, and never a fault', () => {
  const pieces = fc.constantFrom(
    ...[
      '(',
      ')',
      '"',
      '\\',
      '{3}',
      '\r\n',
      ' ',
      'NIL',
      'UID',
      '7',
      'FLAGS',
      'BODY[',
      ']',
      'ENVELOPE',
      'BODYSTRUCTURE',
    ],
    ...['INTERNALDATE', '=?utf-8?q?x', '\xff', 'X-GM-THRID', 'EMAILID', '"FILENAME*0*" "%%"'],
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), fc.constantFrom('', ' '), (tokens, between) => {
      expect([undefined, 7]).toContain(read(tokens.join(between))?.uid);
    }),
    { numRuns: 5_000 },
  );
});
