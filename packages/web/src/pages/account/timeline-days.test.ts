import type { AccountEvent } from '@mailroom/model';
import { formatsOf } from '@mailroom/ui';
import { describe, expect, it } from 'vitest';
import { timelineDays as laidOut, lanes, notable, weightOf } from './timeline-days.ts';

const now = new Date('2026-11-21T15:30:00Z');
const timelineDays = (events: readonly AccountEvent[], at: Date, timeZone = 'UTC') =>
  laidOut(events, at, formatsOf('en', timeZone).dayOf);

function event(daysAgo: number, over: Partial<AccountEvent> = {}): AccountEvent {
  const hour = new Date(Date.UTC(2026, 10, 21 - daysAgo, 9)).toISOString();
  return { hour, kind: 'connected', failure: null, times: 1, waitedSeconds: 0, lastAt: hour, ...over };
}

describe('the days of a timeline', () => {
  it('are thirty, the last of them today, whatever happened', () => {
    const days = timelineDays([], now);
    expect(days).toHaveLength(30);
    expect(days.at(-1)?.day).toBe('2026-11-21');
    expect(days[0]?.day).toBe('2026-10-23');
    expect(days.every(({ times }) => lanes.every((lane) => times[lane] === 0))).toBe(true);
  });

  it('count each event on its day of the reader’s own clock', () => {
    const days = timelineDays(
      [
        event(0),
        event(0, { times: 4 }),
        event(29, { kind: 'throttled', times: 2 }),
        event(3, { kind: 'blocked' }),
      ],
      now,
    );
    expect(days.at(-1)?.times.connected).toBe(5);
    expect(days[0]?.times.throttled).toBe(2);
    expect(days.at(-4)?.times.asked).toBe(1);
  });

  it('are those where the reader is: nine in the morning is the evening before on Hawaii', () => {
    const days = timelineDays([event(0)], now, 'Pacific/Honolulu');
    expect(days.at(-1)?.day).toBe('2026-11-21');
    expect(days.slice(-2).map(({ times }) => times.connected)).toEqual([1, 0]);
  });

  it('leave out what is older', () => {
    const all = timelineDays([event(30), event(31)], now).flatMap(({ times }) =>
      lanes.map((lane) => times[lane]),
    );
    expect(new Set(all)).toEqual(new Set([0]));
  });

  it('are drawn in four weights', () => {
    expect([0, 1, 2, 3, 9, 10, 500].map(weightOf)).toEqual([0, 1, 1, 2, 2, 3, 3]);
  });
});

describe('what is told in words', () => {
  it('is what is not as it should be, newest first', () => {
    const told = notable([
      event(5, { kind: 'failed', failure: 'host-not-found' }),
      event(4),
      event(3, { kind: 'checked' }),
      event(2, { kind: 'dropped', failure: 'connection-lost' }),
      event(1, { kind: 'throttled', failure: 'throttled' }),
    ]);
    expect(told.map(({ kind }) => kind)).toEqual(['throttled', 'failed']);
  });
});
