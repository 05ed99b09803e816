import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStructure } from '../mime-structure.ts';
import { rendered } from '../testing/rendered.ts';
import { bodyStructure } from './body-structure.ts';

const crlf = (text: string) => Buffer.from(text.replace(/\n/g, '\r\n'), 'latin1');
const of = (text: string, extended = true) => {
  const raw = crlf(text);
  return rendered(bodyStructure(readStructure(raw), raw, extended));
};

describe('BODYSTRUCTURE', () => {
  it('of a plain message has its size in bytes and lines', () => {
    expect(of('Content-Type: TEXT/PLAIN; CHARSET=US-ASCII\n\none\ntwo\n', false)).toBe(
      '("text" "plain" ("charset" "US-ASCII") NIL NIL "7bit" 10 2)',
    );
  });

  it('assumes text in US-ASCII where nothing is said', () => {
    expect(of('Subject: x\n\nhi\n')).toBe(
      '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 4 1 NIL NIL NIL NIL)',
    );
  });

  it('of the two-part example of RFC 9051 section 7.5.2 has its form', () => {
    const text = `MIME-Version: 1.0
Content-Type: MULTIPART/MIXED; boundary="x"

--x
Content-Type: TEXT/PLAIN; CHARSET=US-ASCII

hello
--x
Content-Type: TEXT/PLAIN; CHARSET=US-ASCII; NAME=cc.diff
Content-ID: <960723163407.20117h@cac.washington.edu>
Content-Description: Compiler diff
Content-Transfer-Encoding: BASE64

AAAA
BBBB
--x--
`;
    expect(of(text, false)).toBe(
      '(("text" "plain" ("charset" "US-ASCII") NIL NIL "7bit" 5 0)' +
        '("text" "plain" ("charset" "US-ASCII" "name" "cc.diff") "<960723163407.20117h@cac.washington.edu>" ' +
        '"Compiler diff" "base64" 10 1) "mixed")',
    );
    expect(of(text)).toContain(' "mixed" ("boundary" "x") NIL NIL NIL)');
  });

  it('tells disposition, language and location', () => {
    const text = `Content-Type: image/png
Content-Disposition: ATTACHMENT; filename="a \\"b\\".png"; size=3
Content-Language: en, fr
Content-Location: http://x/y
Content-MD5: abc==

xyz`;
    expect(of(text)).toBe(
      '("image" "png" NIL NIL NIL "7bit" 3 "abc==" ' +
        '("attachment" ("filename" "a \\"b\\".png" "size" "3")) ("en" "fr") "http://x/y")',
    );
  });

  it('of a forwarded message holds the envelope and structure of the message inside', () => {
    const text = `Content-Type: message/rfc822

Subject: inner
From: a@b

body
`;
    expect(of(text, false)).toBe(
      '("message" "rfc822" NIL NIL NIL "7bit" 35 ' +
        '(NIL "inner" ((NIL NIL "a" "b")) ((NIL NIL "a" "b")) ((NIL NIL "a" "b")) NIL NIL NIL NIL NIL) ' +
        '("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 6 1) 4)',
    );
  });

  it('takes parts of a digest for messages', () => {
    const text = 'Content-Type: multipart/digest; boundary=d\n\n--d\n\nSubject: one\n\n1\n--d--\n';
    expect(of(text, false)).toMatch(/^\(\("message" "rfc822" .*"one".*\) "digest"\)$/);
  });

  it('shows an empty text in a multipart without parts', () => {
    expect(of('Content-Type: multipart/mixed; boundary=b\n\nnothing\n', false)).toBe(
      '(("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 0 0) "mixed")',
    );
  });

  it('ends an inner multipart that was never closed at the boundary of the outer one', () => {
    const text = `Content-Type: multipart/mixed; boundary=out

--out
Content-Type: multipart/alternative; boundary=in

--in
Content-Type: text/plain

a
--out
Content-Type: text/html

b
--out--
`;
    expect(of(text, false)).toMatch(
      /^\(\(\("text" "plain" [^)]*\) "alternative"\)\("text" "html" NIL NIL NIL "7bit" 1 0\) "mixed"\)$/,
    );
  });

  it('does not take a longer boundary for the one it begins with', () => {
    const text = 'Content-Type: multipart/mixed; boundary=b\n\n--b\n\n--bb\nx\n--b--\n';
    expect(of(text, false)).toMatch(
      /^\(\("text" "plain" \("charset" "us-ascii"\) NIL NIL "7bit" 7 1\) "mixed"\)$/,
    );
  });

  it('reads lines that end in a bare line feed', () => {
    const raw = Buffer.from('Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\ny\n--b--\n');
    expect(rendered(bodyStructure(readStructure(raw), raw, false))).toContain('"7bit" 3 1) "mixed"');
  });

  it('stops at a depth no honest message reaches, in little time', () => {
    const deep = Array.from(
      { length: 10_000 },
      (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\n`,
    );
    const shown = of(`${deep.join('')}\nend\n`, false);
    expect(shown.match(/"mixed"/g)?.length).toBe(101);
  });

  it('leaves out parts beyond ten thousand', () => {
    const parts = '--b\n\nx\n'.repeat(20_000);
    const raw = crlf(`Content-Type: multipart/mixed; boundary=b\n\n${parts}--b--\n`);
    const structure = readStructure(raw);
    expect(structure.children.length).toBeLessThan(10_001);
    expect(structure.end).toBe(raw.length);
  });

  it('keeps every part within its parent, whatever the bytes', () => {
    const line = fc.constantFrom(
      '--a\r\n',
      '--a--\r\n',
      '--b\r\n',
      '--b--',
      '\r\n',
      '\n',
      'Content-Type: multipart/mixed; boundary=a\r\n',
      'Content-Type: multipart/mixed;\r\n boundary="b"\r\n',
      'Content-Type: message/rfc822\r\n',
      'Content-Type: ;;="\\\r\n',
      'text',
      '\0\r',
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const raw = Buffer.from(lines.join(''), 'latin1');
        const check = (part: ReturnType<typeof readStructure>, from: number, to: number) => {
          expect(part.start).toBeGreaterThanOrEqual(from);
          expect(part.bodyStart).toBeGreaterThanOrEqual(part.start);
          expect(part.end).toBeGreaterThanOrEqual(part.bodyStart);
          expect(part.end).toBeLessThanOrEqual(to);
          for (const child of part.children) check(child, part.bodyStart, part.end);
          if (part.message) check(part.message, part.bodyStart, part.end);
        };
        const root = readStructure(raw);
        check(root, 0, raw.length);
        bodyStructure(root, raw, true);
      }),
      { numRuns: 500 },
    );
  });
});
