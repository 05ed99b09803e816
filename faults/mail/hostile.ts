/**
 * Mail that parsers, threaders and screens have stumbled over. Every kind comes in any size: a small one to be sent by the dozen in
 * schedules, and one as large as the cases ask for.
 */

export interface HostileMail {
  /** Number in the table of cases. */
  case: number;
  name: string;
  raw: Buffer;
}

export interface HostileOptions {
  /** Makes Message-IDs differ from those of another call; where a case is about sameness they stay the same. */
  tag: string;
  /** 1: as large as the cases ask for; 0.01: a hundredth of it. */
  scale: number;
}

const crlf = '\r\n';

function mail(headers: readonly string[], body: string, encoding: BufferEncoding = 'utf8'): Buffer {
  return Buffer.from([...headers, '', body].join(crlf), encoding);
}

const from = 'From: Mallory <mallory@example.net>';
const plain = ['MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8'];

/** Case 38: very many recipients. */
function recipients({ tag, scale }: HostileOptions): HostileMail[] {
  const count = Math.ceil(10_000 * scale);
  const to = Array.from({ length: count }, (_, at) => `"Person ${at}" <person${at}@example.com>`);
  const headers = [
    from,
    `To: ${to.join(`,${crlf} `)}`,
    'Subject: To everybody',
    `Message-ID: <many.${tag}@example.net>`,
    ...plain,
  ];
  return [{ case: 38, name: 'very many recipients', raw: mail(headers, 'Hello all') }];
}

/** Case 39: Message-IDs that identify nothing. */
function messageIds({ tag, scale }: HostileOptions): HostileMail[] {
  const long = 'x'.repeat(Math.ceil(1_000_000 * scale));
  const of = (name: string, lines: readonly string[], text: string): HostileMail => ({
    case: 39,
    name,
    raw: mail([from, `Subject: ${name} ${tag}`, ...lines, ...plain], text),
  });
  return [
    of('the same Message-ID', ['Message-ID: <same@example.net>'], `First ${tag}`),
    of('the same Message-ID', ['Message-ID: <same@example.net>'], `Second, and longer ${tag}`),
    of('no Message-ID', [], `First ${tag}`),
    of('no Message-ID', [], `Second, and longer ${tag}`),
    of('an endless Message-ID', [`Message-ID: <${long}.${tag}@example.net>`], 'Long'),
    of('a Message-ID with spaces', [`Message-ID: < spaced out ${tag} @ example.net >`], 'Spaced'),
    of('a folded Message-ID', [`Message-ID:${crlf} <folded.${tag}${crlf} @example.net>`], 'Folded'),
    of('an empty Message-ID', ['Message-ID: <>'], `Empty ${tag}`),
  ];
}

function nested(depth: number): string {
  const opening: string[] = [];
  for (let level = 0; level < depth; level += 1) {
    opening.push(`Content-Type: multipart/mixed; boundary=b${level}`, '', `--b${level}`);
  }
  return [...opening, 'Content-Type: text/plain', '', 'At the bottom'].join(crlf);
}

/** Case 40: MIME structures that never end, or never begin. */
function structures({ tag, scale }: HostileOptions): HostileMail[] {
  const of = (name: string, body: string): HostileMail => ({
    case: 40,
    name,
    raw: Buffer.from(
      [
        from,
        `Subject: ${name}`,
        `Message-ID: <${tag}.${name.replaceAll(' ', '.')}@example.net>`,
        'MIME-Version: 1.0',
        body,
      ].join(crlf),
    ),
  });
  const part = ['--p', 'Content-Type: text/plain', '', 'x', ''].join(crlf);
  const many = part.repeat(Math.ceil(200_000 * scale));
  return [
    of('deeply nested', nested(Math.ceil(10_000 * scale))),
    of('less deeply nested', nested(Math.ceil(1_000 * scale))),
    of('very many parts', ['Content-Type: multipart/mixed; boundary=p', '', `${many}--p--`].join(crlf)),
    of('without its boundary', ['Content-Type: multipart/mixed; boundary=gone', '', 'No part'].join(crlf)),
    of('with no boundary named', ['Content-Type: multipart/mixed', '', '--x', '', 'No part'].join(crlf)),
    of(
      'with boundaries that begin alike',
      ['Content-Type: multipart/mixed; boundary=b', '', '--b', '', 'One', '--bb', '', 'Two', '--b--'].join(
        crlf,
      ),
    ),
    of(
      'cut short in a part',
      [
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: text/plain',
        'Content-Transfer-Encoding: base64',
        '',
        'VGhpcyBp',
      ].join(crlf),
    ),
  ];
}

/** Case 41: headers and texts in no charset, in all of them, or without end. */
function encodings({ tag, scale }: HostileOptions): HostileMail[] {
  const id = (name: string) => `Message-ID: <${tag}.${name}@example.net>`;
  const bomb = '=?utf-8?q?=41?= '.repeat(Math.ceil(100_000 * scale));
  const header = `X-Long: ${'y'.repeat(Math.ceil(20_000_000 * scale))}`;
  return [
    {
      case: 41,
      name: 'a bomb of encoded words',
      raw: mail([from, `Subject: ${bomb}`, id('bomb'), ...plain], 'Bang'),
    },
    {
      case: 41,
      name: 'an unknown charset',
      raw: mail(
        [from, 'Subject: =?x-unknown?B?w6k=?=', id('unknown'), 'Content-Type: text/plain; charset=x-klingon'],
        'nuqneH',
      ),
    },
    {
      case: 41,
      name: 'raw octets in the header',
      raw: mail(
        [from, 'Subject: caf\xe9 \xff\xfe', id('octets'), 'Content-Type: text/plain'],
        'caf\xe9',
        'latin1',
      ),
    },
    {
      case: 41,
      name: 'bare line feeds',
      raw: Buffer.from(`${from}\nSubject: Bare\n${id('bare')}\n\nLine\nfeeds\n`),
    },
    {
      case: 41,
      name: 'bare carriage returns',
      raw: mail([from, 'Subject: Bare', id('cr'), ...plain], 'one\rtwo\rthree'),
    },
    {
      case: 41,
      name: 'nothing but a header',
      raw: Buffer.from(`${from}${crlf}Subject: No body${crlf}${id('nobody')}`),
    },
    {
      case: 41,
      name: 'an endless header',
      raw: mail([from, 'Subject: Long header', id('header'), header, ...plain], 'Hello'),
    },
    { case: 41, name: 'nothing at all', raw: Buffer.from(crlf) },
  ];
}

/** A NUL in a message: no server takes it in a literal (RFC 9051 4.3), though some hold one. */
export function nul({ tag }: Pick<HostileOptions, 'tag'>): HostileMail {
  const headers = [from, 'Subject: N\0L', `Message-ID: <${tag}.nul@example.net>`, ...plain];
  return { case: 41, name: 'NULs', raw: mail(headers, 'a\0b') };
}

/** Case 42: dates that no calendar has. */
function dates({ tag }: HostileOptions): HostileMail[] {
  const lines = [
    'Date: Thu, 31 Feb 2026 25:61:61 +0000',
    'Date: Fri, 31 Dec 9999 23:59:59 +0000',
    'Date: Thu, 1 Jan 1970 00:00:00 -1200',
    'Date: Mon, 2 Nov 2026 10:00:00 -9999',
    'Date: gestern',
    'Date:',
    'Subject: without a date',
  ];
  return lines.map((line, at) => ({
    case: 42,
    name: line,
    raw: mail(
      [...(at % 2 === 0 ? [from] : ['From:']), line, `Message-ID: <${tag}.date.${at}@example.net>`, ...plain],
      'When?',
    ),
  }));
}

/** Case 43: references in circles and without end. */
function references({ tag, scale }: HostileOptions): HostileMail[] {
  const of = (name: string, id: string, refs: readonly string[]): HostileMail => ({
    case: 43,
    name,
    raw: mail(
      [from, `Subject: ${name}`, `Message-ID: ${id}`, `References: ${refs.join(`${crlf} `)}`, ...plain],
      name,
    ),
  });
  const a = `<${tag}.a@example.net>`;
  const b = `<${tag}.b@example.net>`;
  const many = Array.from({ length: Math.ceil(100_000 * scale) }, (_, at) => `<${tag}.${at}@example.net>`);
  return [
    of('refers to what refers to it', a, [b]),
    of('refers to what refers to it', b, [a]),
    of('refers to itself', `<${tag}.self@example.net>`, [`<${tag}.self@example.net>`]),
    of('refers to everything', `<${tag}.all@example.net>`, many),
  ];
}

/** Cases 36 and 44: texts that are long, and HTML that costs whoever walks it far more than its size. */
function costly({ tag, scale }: HostileOptions): HostileMail[] {
  const html = ['MIME-Version: 1.0', 'Content-Type: text/html; charset=utf-8'];
  const id = (name: string) => `Message-ID: <${tag}.${name}@example.net>`;
  const line = `${'0123456789'.repeat(7)}${crlf}`;
  return [
    {
      case: 36,
      name: 'a very long text',
      raw: mail([from, 'Subject: Long', id('long'), ...plain], line.repeat(Math.ceil(700_000 * scale))),
    },
    {
      case: 44,
      name: 'deeply nested HTML',
      raw: mail(
        [from, 'Subject: Deep', id('deep'), ...html],
        `${'<div>'.repeat(Math.ceil(200_000 * scale))}Hello`,
      ),
    },
    {
      case: 44,
      name: 'a table within a table within a table',
      raw: mail(
        [from, 'Subject: Tables', id('tables'), ...html],
        '<table><tr><td>'.repeat(Math.ceil(60_000 * scale)),
      ),
    },
  ];
}

const kinds = [recipients, messageIds, structures, encodings, dates, references, costly];

/** All of them that a server accepts, in the order of their cases. */
export function hostileMail(options: HostileOptions): HostileMail[] {
  return kinds.flatMap((make) => make(options)).sort((one, other) => one.case - other.case);
}
