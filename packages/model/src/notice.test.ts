import { expect, it } from 'vitest';
import { daysLeft } from './notice.ts';

it.each([
  ['2026-11-20T23:59:59Z', 1],
  ['2026-11-21T00:00:01Z', 0],
  ['2026-11-21T23:59:59Z', 0],
  ['2026-11-22T00:00:01Z', -1],
  ['2026-09-22T12:00:00Z', 60],
])('counts the whole days left at %s until the end of 21 November', (now, days) => {
  expect(daysLeft('2026-11-21', new Date(now))).toBe(days);
});
