import type { Zone } from './organisation.ts';
import type { Random } from './random.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The last Sunday of a month at 01:00 UTC, when Europe's clocks change (Directive 2000/84/EC). */
function lastSunday(year: number, month: number): number {
  const end = new Date(Date.UTC(year, month + 1, 0, 1));
  return end.getTime() - end.getUTCDay() * day;
}

/**
 * Minutes east of UTC at a moment. Written out rather than asked of the system, whose time zone tables differ between
 * machines while the practice world must not.
 */
export function offsetMinutes(zone: Zone, at: Date): number {
  if (zone === 'brazil') return -180;
  if (zone === 'china') return 480;
  if (zone === 'kazakhstan') return 300;
  const year = at.getUTCFullYear();
  const summer = at.getTime() >= lastSunday(year, 2) && at.getTime() < lastSunday(year, 9);
  return (zone === 'britain' ? 0 : 60) + (summer ? 60 : 0);
}

/** A date whose UTC fields are the wall clock of the zone; for formatting with `timeZone: 'UTC'`. */
export function wallClock(zone: Zone, at: Date): Date {
  return new Date(at.getTime() + offsetMinutes(zone, at) * minute);
}

/** The next moment, from `at` on, at which someone in this zone is at their desk: weekdays, half past seven to seven. */
export function atWork(zone: Zone, at: Date, random: Random): Date {
  const local = wallClock(zone, at);
  const sinceMidnight = local.getUTCHours() * 60 + local.getUTCMinutes();
  const weekday = local.getUTCDay();
  const working = weekday >= 1 && weekday <= 5;
  if (working && sinceMidnight >= 450 && sinceMidnight <= 1140) return at;
  const before = working && sinceMidnight < 450;
  const daysAhead = before ? 0 : weekday === 5 ? 3 : weekday === 6 ? 2 : 1;
  const midnight = at.getTime() - sinceMidnight * minute;
  return new Date(midnight + daysAhead * day + random.between(450, 620) * minute + random.between(0, 59_000));
}

/** When someone answers: after some hours, at their desk. */
export function answerTime(zone: Zone, previous: Date, random: Random): Date {
  const wait = random.chance(0.3)
    ? random.between(6, 90) * minute
    : random.chance(0.8)
      ? random.between(90, 26 * 60) * minute
      : random.between(26, 120) * hour;
  return atWork(zone, new Date(previous.getTime() + wait + random.between(0, 59_000)), random);
}
