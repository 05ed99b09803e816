import type { MailAddress } from '@mailroom/model';
import { describe, expect, it } from 'vitest';
import { editorText } from './editor-text.ts';
import { withQuote } from './quote.ts';
import { formatMailbox, parseMailbox, recipientsOf, replySubject } from './recipients.ts';

const ana: MailAddress = { name: 'Ana', address: 'ana@a.test' };
const bo: MailAddress = { name: 'Bo', address: 'bo@b.test' };
const me: MailAddress = { name: 'Me', address: 'Me@Own.test' };
const list: MailAddress = { name: '', address: 'list@lists.test' };
const own = new Set(['me@own.test']);

describe('recipientsOf', () => {
  it('answers the sender alone', () => {
    expect(recipientsOf({ from: [ana], replyTo: [], to: [me, bo], cc: [] }, own, false)).toEqual({
      to: [ana],
      cc: [],
    });
  });
  it('prefers Reply-To', () => {
    expect(recipientsOf({ from: [ana], replyTo: [list], to: [me], cc: [] }, own, false).to).toEqual([list]);
  });
  it('answers all the others once, and never oneself in any writing of the address', () => {
    const doubled = { ...ana, address: 'ANA@a.test' };
    expect(
      recipientsOf({ from: [ana], replyTo: [], to: [me, bo, doubled], cc: [bo, list] }, own, true),
    ).toEqual({
      to: [ana],
      cc: [bo, list],
    });
  });
  it('goes on to the same people when one answers one’s own mail', () => {
    expect(recipientsOf({ from: [me], replyTo: [], to: [ana], cc: [bo] }, own, true)).toEqual({
      to: [ana],
      cc: [bo],
    });
  });
});

describe('replySubject', () => {
  it.each(['Re: x', 'RE : x', 'Re[2]: x', 'Rép: x', '回复：x', 'Отв: x', 'R: x'])(
    'leaves %s as it is',
    (subject) => {
      expect(replySubject(subject)).toBe(subject);
    },
  );
  it.each(['x', 'Report: x', 'Result: x', ''])('puts Re: before %j', (subject) => {
    expect(replySubject(subject)).toBe(`Re: ${subject}`);
  });
});

describe('parseMailbox', () => {
  it('reads both forms and refuses the rest', () => {
    expect(parseMailbox('ana@a.test')).toEqual({ name: '', address: 'ana@a.test' });
    expect(parseMailbox('"Souza, Ana" <ana@a.test>')).toEqual({ name: 'Souza, Ana', address: 'ana@a.test' });
    for (const text of [
      '',
      'ana',
      'ana@',
      'ana@a',
      'a b@c.test',
      '<x@y.test',
      'a@b.test, c@d.test',
      'a@b.test\r\nBcc: x@y.z',
    ]) {
      expect(parseMailbox(text)).toBeNull();
    }
  });
  it('reads back what it writes', () => {
    for (const address of [ana, list]) expect(parseMailbox(formatMailbox(address))).toEqual(address);
  });
});

describe('withQuote', () => {
  it('quotes text line by line and escapes it in HTML', () => {
    const body = withQuote(
      { html: '<p>Yes</p>', text: 'Yes' },
      'On <Friday>, Ana wrote:',
      'Will <b>you</b>?\n> earlier',
    );
    expect(body.text).toBe('Yes\n\nOn <Friday>, Ana wrote:\n> Will <b>you</b>?\n>> earlier\n');
    expect(body.html).toBe(
      '<p>Yes</p><p>On &lt;Friday&gt;, Ana wrote:</p><blockquote type="cite">Will &lt;b&gt;you&lt;/b&gt;?<br>&gt; earlier</blockquote>',
    );
  });
  it('adds nothing when there is nothing to quote', () => {
    const answer = { html: '<p>Yes</p>', text: 'Yes' };
    expect(withQuote(answer, 'x', ' \n')).toEqual(answer);
  });
});

describe('editorText', () => {
  const paragraph = (text: string, href?: string) => ({
    type: 'paragraph',
    content: [{ type: 'text', text, marks: href ? [{ type: 'link', attrs: { href } }] : [] }],
  });
  it('keeps the marks of lists, quotations and links', () => {
    const doc = {
      type: 'doc',
      content: [
        paragraph('Hello'),
        { type: 'paragraph' },
        {
          type: 'orderedList',
          attrs: { start: 2 },
          content: [{ type: 'listItem', content: [paragraph('two'), paragraph('more')] }],
        },
        {
          type: 'bulletList',
          content: [{ type: 'listItem', content: [paragraph('site', 'https://a.test/')] }],
        },
        { type: 'blockquote', content: [paragraph('said')] },
      ],
    };
    expect(editorText(doc)).toBe('Hello\n\n2. two\n   more\n- site <https://a.test/>\n> said');
  });
});
