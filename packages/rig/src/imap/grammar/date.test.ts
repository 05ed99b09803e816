import { describe, expect, it } from 'vitest';
import { formatDateTime, parseDate, parseDateTime } from './date.ts';

describe('dates of IMAP', () => {
  it('are read with their zone and written in UTC', () => {
    const date = parseDateTime('17-Jul-1996 02:44:25 -0700');
    expect(date?.toISOString()).toBe('1996-07-17T09:44:25.000Z');
    expect(formatDateTime(new Date('2026-01-05T03:04:05Z'))).toBe('" 5-Jan-2026 03:04:05 +0000"');
    expect(parseDateTime(' 5-Jan-2026 03:04:05 +0000')?.toISOString()).toBe('2026-01-05T03:04:05.000Z');
  });

  it('of a search are days', () => {
    expect(parseDate('1-Feb-1994')?.toISOString()).toBe('1994-02-01T00:00:00.000Z');
    expect(parseDate('1-Foo-1994')).toBeUndefined();
    expect(parseDateTime('yesterday')).toBeUndefined();
  });
});
