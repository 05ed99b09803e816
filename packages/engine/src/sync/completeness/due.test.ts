import { describe, expect, it } from 'vitest';
import { isCheckDue } from './due.ts';

const now = new Date('2026-11-21T12:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 60 * 60_000);
const record = { asked: false, begun: false, endedAt: null, linkedAt: daysAgo(0) };

describe('a check is due', () => {
  it.each([
    ['not on the day of linking', {}, false],
    ['a day after linking', { linkedAt: daysAgo(1) }, true],
    ['not within a week of the last one', { linkedAt: daysAgo(90), endedAt: daysAgo(6.9) }, false],
    ['a week after the last one', { linkedAt: daysAgo(90), endedAt: daysAgo(7) }, true],
    ['when somebody asked', { asked: true, endedAt: daysAgo(0.1) }, true],
    ['when one was cut off', { begun: true, endedAt: daysAgo(0.1) }, true],
  ])('%s', (_, over, due) => {
    expect(isCheckDue({ ...record, ...over }, now)).toBe(due);
  });
});
