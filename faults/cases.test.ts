import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultCases } from './cases/index.ts';

const root = join(import.meta.dirname, '..');
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);
/** 29 to 34 belong to sending. */
const wanted = [...range(1, 28), ...range(35, 44)];

interface Row {
  number: number;
  file: string;
  title: string;
}

const rows: Row[] = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, number = '', file = '', title = ''] =
      /^\| (\d+) \| [^|]+ \| ([^|]+) \| (.+) \|$/.exec(line) ?? [];
    return number === '' ? [] : [{ number: Number(number), file, title }];
  });

describe('the table of cases', () => {
  it('names a test for every case', () => {
    expect([...new Set(rows.map(({ number }) => number))]).toEqual(wanted);
  });

  it.each(rows)('names a test that exists for case $number: $title', ({ file, title }) => {
    const source = readFileSync(join(root, file), 'utf8');
    const quoted = ["'", '"', '`'].some((quote) => source.includes(`${quote}${title}${quote}`));
    expect(quoted).toBe(true);
  });
});

describe('the faults that schedules are made of', () => {
  it('belong to cases that there are', () => {
    for (const { cases, name } of faultCases) {
      expect(cases.length, name).toBeGreaterThan(0);
      expect(wanted, name).toEqual(expect.arrayContaining([...cases]));
    }
  });

  /** What a person does (13, 14) and what a server lacks (17) are no faults but parts of every schedule. */
  it('come by every case that can happen to a mailbox of any size', () => {
    const scheduled = new Set(faultCases.flatMap(({ cases }) => cases));
    expect(wanted.filter((number) => !scheduled.has(number))).toEqual([13, 14, 17, 24, 37]);
  });
});
