import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createIndex, IndexStatements } from './fts5.ts';
import type { FoldedQuery } from './query.ts';

function openIndex() {
  const database = new DatabaseSync(':memory:');
  onTestFinished(() => database.close());
  createIndex(database);
  const index = new IndexStatements(database);
  const put = (messageId: number, words: readonly string[]) =>
    index.put([{ messageId, accountId: 1, words: words.join(' ') }]);
  const segments = () =>
    Number(database.prepare('select count(distinct segid) as n from search_idx').get()?.n);
  return { index, put, segments };
}

const all = { below: null, limit: null };
const beginning = (prefix: string): FoldedQuery => ({ words: [], prefixes: [prefix], groups: [], anyOf: [] });

describe('a prefix', () => {
  it('of any length finds what begins with it, newest first', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abяё7😀'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(word, { minLength: 1 }), { maxLength: 30 }),
        word,
        (messages, prefix) => {
          const { index, put } = openIndex();
          for (const [at, words] of messages.entries()) put(at + 1, words);
          const expected = messages.flatMap((words, at) =>
            words.some((each) => each.startsWith(prefix)) ? at + 1 : [],
          );
          expect(index.newest(beginning(prefix), all)).toEqual(expected.reverse());
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(['pr', 'pre', 'pref'])(
    'of more words than are asked one by one is found all the same: %s',
    (prefix) => {
      const { index, put } = openIndex();
      for (let id = 1; id <= 300; id += 1) put(id, [`pref${String.fromCodePoint(0x4e00 + id)}`]);
      for (let id = 301; id <= 600; id += 1) put(id, [`pr${String.fromCodePoint(0x4e00 + id)}`]);
      const expected = prefix === 'pr' ? 600 : 300;
      expect(index.newest(beginning(prefix), all)).toHaveLength(expected);
      expect(index.newest(beginning(prefix), { below: null, limit: 2 })).toEqual([expected, expected - 1]);
    },
  );

  it('that no word begins with finds nothing, whatever else is asked', () => {
    const { index, put } = openIndex();
    put(1, ['word']);
    expect(index.newest({ words: ['word'], prefixes: ['x'], groups: [], anyOf: [] }, all)).toEqual([]);
  });
});

describe('merging', () => {
  it('leaves few segments, and every answer as it was', () => {
    const { index, put, segments } = openIndex();
    for (let id = 1; id <= 60; id += 1) put(id, ['every', `word${id % 7}`]);
    index.remove([14]);
    expect(segments()).toBeGreaterThanOrEqual(60);
    const before = index.newest(beginning('word0'), all);
    let steps = 0;
    while (index.mergeSome()) steps += 1;
    expect(steps).toBeGreaterThan(0);
    expect(segments()).toBeLessThanOrEqual(6);
    expect(index.newest(beginning('word0'), all)).toEqual(before);
    expect(before).toEqual([56, 49, 42, 35, 28, 21, 7]);
  });
});
