import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snippetOf } from './snippet.ts';

describe('snippetOf', () => {
  it('folds white space and drops the padding of newsletters', () => {
    expect(snippetOf('  Our \r\n\r\n offer\u200c\u00ad \u034f \ufeff today ')).toBe('Our offer today');
  });

  it.each([
    ['On Monday, Ada <ada@heron.example> wrote:', 'en'],
    ['Le lundi 3 juin, Ada a écrit :', 'fr'],
    ['Am Montag schrieb Ada:', 'de'],
    ['在 2026年11月20日，Ada 写道：', 'zh'],
    ['On Monday, 3 June 2026 at 10:00 Ada Lindqvist\n<ada@heron.example> wrote:', 'wrapped'],
  ])('leaves out history under "%s"', (attribution) => {
    expect(snippetOf(`Yes, gladly.\n\n${attribution}\n> Will you come?\n> Ada`)).toBe('Yes, gladly.');
    expect(snippetOf(`${attribution}\n> Will you come?\n\nYes, gladly.`)).toBe('Yes, gladly.');
  });

  it('stops at a signature and at the rule above forwarded history', () => {
    expect(snippetOf('See you\n-- \nAda Lindqvist')).toBe('See you');
    expect(snippetOf('See below\n\n-----Original Message-----\nFrom: Bruno')).toBe('See below');
  });

  it('shows quoted text where there is nothing else', () => {
    expect(snippetOf('> Will you come?')).toBe('> Will you come?');
  });

  it('is at most 200 characters and splits no pair', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1000 }), (text) => {
        const snippet = snippetOf(text);
        expect(snippet.length).toBeLessThanOrEqual(200);
        expect(text.isWellFormed() ? snippet.isWellFormed() : true).toBe(true);
        expect(snippet).toBe(snippet.trim());
      }),
    );
    expect(snippetOf('😀'.repeat(150)).isWellFormed()).toBe(true);
    expect(snippetOf(`x${'😀'.repeat(150)}`)).toHaveLength(199);
  });
});
