import { describe, expect, it } from 'vitest';
import { parseHeader } from '../mime-header.ts';
import { rendered } from '../testing/rendered.ts';
import { envelope } from './envelope.ts';

const of = (header: string) =>
  rendered(envelope(parseHeader(Buffer.from(header.replace(/\n/g, '\r\n'), 'utf8'))));
const to = (value: string) => {
  const from = '((NIL NIL "a" "b"))';
  const whole = of(`From: a@b\nTo: ${value}\n`);
  const start = `(NIL NIL ${from} ${from} ${from} `;
  expect(whole.startsWith(start)).toBe(true);
  expect(whole.endsWith(' NIL NIL NIL NIL)')).toBe(true);
  return whole.slice(start.length, -' NIL NIL NIL NIL)'.length);
};

describe('ENVELOPE', () => {
  it('is the one RFC 9051 section 8 gives for its example', () => {
    const header = `Date: Wed, 17 Jul 1996 02:23:25 -0700 (PDT)
From: Terry Gray <gray@cac.washington.edu>
Subject: IMAP4rev2 WG mtg summary and minutes
To: imap@cac.washington.edu
cc: minutes@CNRI.Reston.VA.US, John Klensin <KLENSIN@MIT.EDU>
Message-Id: <B27397-0100000@cac.washington.edu>
MIME-Version: 1.0
Content-Type: TEXT/PLAIN; CHARSET=US-ASCII

`;
    expect(of(header)).toBe(
      '("Wed, 17 Jul 1996 02:23:25 -0700 (PDT)" "IMAP4rev2 WG mtg summary and minutes" ' +
        '(("Terry Gray" NIL "gray" "cac.washington.edu")) ' +
        '(("Terry Gray" NIL "gray" "cac.washington.edu")) ' +
        '(("Terry Gray" NIL "gray" "cac.washington.edu")) ' +
        '((NIL NIL "imap" "cac.washington.edu")) ' +
        '((NIL NIL "minutes" "CNRI.Reston.VA.US")("John Klensin" NIL "KLENSIN" "MIT.EDU")) NIL NIL ' +
        '"<B27397-0100000@cac.washington.edu>")',
    );
  });

  it('is all NIL for a message without a header', () => {
    expect(of('')).toBe('(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)');
  });

  it('keeps Sender and Reply-To where they differ from From', () => {
    expect(of('From: a@b\nSender: c@d\nReply-To: e@f\n')).toBe(
      '(NIL NIL ((NIL NIL "a" "b")) ((NIL NIL "c" "d")) ((NIL NIL "e" "f")) NIL NIL NIL NIL NIL)',
    );
  });

  it('reads quoted names, comments, folding and routes', () => {
    expect(to('"Smith, John" <js@x.org>')).toBe('(("Smith, John" NIL "js" "x.org"))');
    expect(to('js@x.org (John \\(Jr\\) (nested) Smith)')).toBe(
      '(("John (Jr) (nested) Smith" NIL "js" "x.org"))',
    );
    expect(to('John\n Smith\n <js@x.org>')).toBe('(("John Smith" NIL "js" "x.org"))');
    expect(to('<@one.org,@two.org:js@x.org>')).toBe('((NIL NIL "js" "x.org"))');
    expect(to('"john smith"@x.org')).toBe('((NIL NIL "john smith" "x.org"))');
  });

  it('shows groups with their opening and closing entries', () => {
    expect(to('Friends: a@b, C <c@d>; e@f')).toBe(
      '((NIL NIL "Friends" NIL)(NIL NIL "a" "b")("C" NIL "c" "d")(NIL NIL NIL NIL)(NIL NIL "e" "f"))',
    );
    expect(to('undisclosed-recipients:;')).toBe('((NIL NIL "undisclosed-recipients" NIL)(NIL NIL NIL NIL))');
  });

  it('leaves encoded words alone and sends eight-bit bytes as a literal', () => {
    expect(of('Subject: =?utf-8?q?h=C3=A9?=\n')).toContain('"=?utf-8?q?h=C3=A9?="');
    expect(of('Subject: hé\n')).toContain('{3}\r\nh\u00c3\u00a9');
  });

  it('survives addresses that are none', () => {
    expect(to(', ,')).toBe('NIL');
    expect(to('someone')).toBe('((NIL NIL "someone" ""))');
    expect(to('"open <a@b')).toContain('open <a@b');
  });
});
