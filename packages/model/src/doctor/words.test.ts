import { describe, expect, it } from 'vitest';
import type { Mender } from '../catalogue/index.ts';
import { localeTag } from '../locale.ts';
import { checkId, checkState, doctorReport, skipReason } from './index.ts';
import { reportWords } from './words.ts';

/** Every mender; one that is missing here does not compile. */
const menders: Readonly<Record<Mender, true>> = {
  administrator: true,
  'tenant-administrator': true,
  person: true,
  provider: true,
  mailroom: true,
};

function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}

describe.each(localeTag.options)('the words of a report in %s', (tag) => {
  const words = reportWords[tag];

  it('name every check, its question, every state, every reason for not asking, and everybody who mends', () => {
    expect(Object.keys(words.checks)).toEqual(checkId.options);
    for (const check of Object.values(words.checks))
      expect(Object.keys(check)).toEqual(['title', 'question']);
    expect(Object.keys(words.states)).toEqual(checkState.options);
    expect(Object.keys(words.overall).sort()).toEqual([...doctorReport.shape.state.options].sort());
    expect(Object.keys(words.skipped)).toEqual(skipReason.options);
    expect(Object.keys(words.menders)).toEqual(Object.keys(menders));
  });

  it('have the groups of English and no others, none empty or with space around it', () => {
    expect(Object.keys(words)).toEqual(Object.keys(reportWords.en));
    expect(Object.keys(words.labels)).toEqual(Object.keys(reportWords.en.labels));
    for (const text of leaves(words)) expect(text).toMatch(/^\S(.*\S)?$/);
  });

  it('give no two checks the same title, by which a screen reader tells them apart', () => {
    const titles = Object.values(words.checks).map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
  });
});
