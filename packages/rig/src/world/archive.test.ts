import { describe, expect, it } from 'vitest';
import { writeArchive } from './archive.ts';
import { languages } from './texts/phrases.ts';

const end = new Date('2026-11-20T12:00:00Z');
const some = (seed: string, messages = 600) => [...writeArchive({ seed, messages, end })];

describe('an archive of generated mail', () => {
  it('has as many messages as asked for, in the order of arrival, none newer than its end and each its own', () => {
    const messages = some('archive');
    const dates = messages.map(({ date }) => date.getTime());
    expect(dates).toEqual(dates.toSorted((a, b) => a - b));
    expect(dates.at(-1)).toBeLessThanOrEqual(end.getTime());
    expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(600);
  });

  it('is the same from the same seed and another from another', () => {
    const text = (seed: string) => some(seed, 60).map(({ raw }) => raw.toString('latin1'));
    expect(text('one')).toEqual(text('one'));
    expect(text('one')).not.toEqual(text('two'));
  });

  it('speaks all languages, in messages of about twelve kilobytes', () => {
    const messages = some('archive');
    expect(new Set(messages.map(({ language }) => language))).toEqual(new Set(languages));
    const average = messages.reduce((sum, { raw }) => sum + raw.length, 0) / messages.length;
    expect(average).toBeGreaterThan(10_000);
    expect(average).toBeLessThan(13_000);
  });
});
