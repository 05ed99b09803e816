import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLink, linkify } from './linkify.ts';

const links = (text: string) =>
  linkify(text)
    .filter(isLink)
    .map(({ text, href, host }) => [text, href, host]);

describe('linkify', () => {
  it('finds addresses inside a sentence and leaves its punctuation outside', () => {
    expect(links('See https://a.test/x?y=1, or (https://b.test/z_(1)). Write to ana@c.test.')).toEqual([
      ['https://a.test/x?y=1', 'https://a.test/x?y=1', null],
      ['https://b.test/z_(1)', 'https://b.test/z_(1)', null],
      ['ana@c.test', 'mailto:ana@c.test', null],
    ]);
  });

  it('names the true host when the text hides it', () => {
    expect(links('https://bank.example@evil.test/login')[0]?.[2]).toBe('evil.test');
    expect(links('https://аррle.com/')[0]?.[2]).toMatch(/^xn--/);
  });

  it('makes no link of another scheme', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'file:///etc/passwd',
      'ftp://a.test',
      'ms-msdt:/id',
      '//evil.test/x',
    ]) {
      expect(links(text)).toEqual([]);
    }
  });

  it('keeps markup in the text as text', () => {
    const payload = 'a@a.co?]<img/src="x"/onerror=alert(1)> https://a.test/"><script>alert(1)</script>';
    expect(
      linkify(payload)
        .map(({ text }) => text)
        .join(''),
    ).toBe(payload);
    expect(links(payload)).toEqual([
      ['a@a.co', 'mailto:a@a.co', null],
      ['https://a.test/', 'https://a.test/', null],
    ]);
  });

  it('stops at Chinese punctuation', () => {
    expect(links('请看 https://a.test/页，谢谢。')[0]?.[0]).toBe('https://a.test/页');
  });

  it('never loses or invents a character, and links only three schemes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.webUrl(), (noise, url) => {
        const text = `${noise} ${url}${noise}`;
        const pieces = linkify(text);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        for (const piece of pieces.filter(isLink)) expect(piece.href).toMatch(/^(?:https?:\/\/|mailto:)/);
      }),
    );
  });

  it('takes linear time on text made to be slow', () => {
    const started = performance.now();
    linkify(
      `${'a'.repeat(100_000)}@${'a.'.repeat(50_000)} ${'https://'.repeat(20_000)} ${'('.repeat(50_000)}`,
    );
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
