/** Events of a connection, laid out by the days of whoever looks. Pure. */
import { type AccountEvent, type AccountEventKind, eventDays } from '@mailroom/model';

export const lanes = ['connected', 'dropped', 'throttled', 'failed', 'asked', 'checked'] as const;
export type Lane = (typeof lanes)[number];

const laneOf: Record<AccountEventKind, Lane> = {
  connected: 'connected',
  reconnected: 'connected',
  dropped: 'dropped',
  throttled: 'throttled',
  failed: 'failed',
  reconnect: 'asked',
  blocked: 'asked',
  checked: 'checked',
  mended: 'checked',
};

export interface TimelineDay {
  /** Day of the calendar where the reader is, `2026-11-21`. */
  day: string;
  times: Record<Lane, number>;
}

const dayLength = 86_400_000;

/**
 * The last thirty days, oldest first; also those on which nothing happened.
 *
 * @param dayOf the day, `2026-11-21`, on which an instant falls where the reader is.
 */
export function timelineDays(
  events: readonly AccountEvent[],
  now: Date,
  dayOf: (iso: string) => string,
): TimelineDay[] {
  const today = Date.parse(dayOf(now.toISOString()));
  const days = Array.from({ length: eventDays }, (_, at) => {
    const day = new Date(today - (eventDays - 1 - at) * dayLength).toISOString().slice(0, 10);
    const times: Record<Lane, number> = {
      connected: 0,
      dropped: 0,
      throttled: 0,
      failed: 0,
      asked: 0,
      checked: 0,
    };
    return { day, times };
  });
  const byDay = new Map(days.map((day) => [day.day, day]));
  for (const { hour, kind, times } of events) {
    const day = byDay.get(dayOf(hour));
    if (day) day.times[laneOf[kind]] += times;
  }
  return days;
}

/** How heavily a number of times is drawn: 0 to 3. */
export function weightOf(times: number): 0 | 1 | 2 | 3 {
  if (times === 0) return 0;
  return times < 3 ? 1 : times < 10 ? 2 : 3;
}

/** What a person is told of in words, newest first: that it connects and is checked is as it should be. */
export function notable(events: readonly AccountEvent[]): AccountEvent[] {
  return events
    .filter(({ kind }) => !['connected', 'dropped', 'checked'].includes(kind))
    .toSorted((a, b) => b.lastAt.localeCompare(a.lastAt));
}
