import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToText } from './html-text.ts';

const text = (html: string): string => htmlToText(html, 100_000);

describe('htmlToText', () => {
  it.each([
    ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
    ['<div>One</div><div>Two<br>Three</div>', 'One\nTwo\nThree'],
    ['One <b>bold</b>&nbsp;&amp; <i>brave</i>', 'One bold\u00a0& brave'],
    ['<table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table>', 'A B\nC'],
    ['<ul><li>One</li><li>Two</li></ul>', '- One\n- Two'],
    ['<head><title>T</title><style>p{}</style></head><body>Body</body>', 'Body'],
    ['<head><title>T</title><body>Body', 'Body'],
    ['a<script>alert("</p>")</script>b', 'ab'],
    ['<svg><text>drawn</text></svg>seen', 'seen'],
    ['<img alt="A heron" src=x>', 'A heron'],
    ['<p>Yes</p><blockquote>Will you?<br>Really</blockquote>', 'Yes\n\n> Will you?\n> Really'],
    ['<pre>a\n  b</pre>', 'a\nb'],
    ['1 &lt; 2 &#x4f60;&unknown;', '1 < 2 你&unknown;'],
    ['a<!-- not this -->b', 'ab'],
    ['unclosed <b', 'unclosed'],
  ])('%j is %j', (html, expected) => {
    expect(text(html)).toBe(expected);
  });

  it('keeps to its limit', () => {
    expect(htmlToText('<p>word</p>'.repeat(10_000), 500)).toHaveLength(500);
  });

  it('never throws, whatever it is given', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '</',
      '/>',
      'p',
      'blockquote',
      'script',
      'svg',
      '&',
      '#',
      'x',
      ';',
      '"',
      "'",
      '=',
      '!--',
      ' ',
    );
    fc.assert(fc.property(fc.array(piece), (pieces) => void text(pieces.join(''))));
  });
});
