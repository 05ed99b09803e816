import { describe, expect, it } from 'vitest';
import { localeTag } from '../locale.ts';
import { catalogue } from './index.ts';
import { catalogueSentences } from './sentences.ts';

/** The names between braces. */
const variables = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''))].sort();

describe.each(localeTag.options)('the sentences of the catalogue in %s', (tag) => {
  const texts = catalogueSentences[tag];

  it('are there for every entry and for nothing else', () => {
    expect(Object.keys(texts).sort()).toEqual(catalogue.map(({ id }) => id).sort());
  });

  it('interpolate, both together, exactly what the catalogue says an entry has', () => {
    const told = Object.entries(texts).map(([id, { what, mend }]) => [id, variables(`${what} ${mend}`)]);
    const stated = catalogue.map(({ id, variables }) => [id, [...variables].sort()]);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(stated));
  });

  it('are whole: two of them, neither empty nor with space around it', () => {
    for (const [id, text] of Object.entries(texts)) {
      expect(Object.keys(text), id).toEqual(['what', 'mend']);
      for (const sentence of Object.values(text)) expect(sentence, id).toMatch(/^\S(.*\S)?$/);
    }
  });
});
