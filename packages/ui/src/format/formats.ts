/**
 * Dates, numbers and lists as the language writes them, all by `Intl`, and instants in one time zone. Formatters are costly to make, so they
 * are made once.
 */
export interface Formats {
  tag: string;
  number(value: number): string;
  /** A date in a list: the time today, the weekday this week, the day this year, otherwise with the year. */
  listDate(iso: string, now?: Date): string;
  /** Day and time in full, for a message's head and for tooltips. */
  fullDate(iso: string): string;
  date(iso: string): string;
  time(iso: string): string;
  /** The day of the calendar, `2026-11-21`, on which an instant falls here. */
  dayOf(iso: string): string;
  /** A day of the calendar in full: it is the same one everywhere, and no instant. */
  day(day: string): string;
  /** The same in a few letters, without the year. */
  shortDay(day: string): string;
  /** `3 minutes ago`. */
  ago(iso: string, now?: Date): string;
  /** A length of time, rounded the way an honest estimate is: 40 seconds, 3 minutes, 2 hours. */
  duration(seconds: number): string;
  /** Octets with a unit, `1.4 MB`. */
  size(octets: number): string;
  list(items: readonly string[]): string;
}

const cache = new Map<string, Formats>();

/** @param timeZone name of the IANA time zone database; undefined is that of this device. */
export function formatsOf(tag: string, timeZone?: string): Formats {
  const key = `${tag} ${timeZone ?? ''}`;
  const known = cache.get(key);
  if (known) return known;
  const made = makeFormats(tag, timeZone);
  cache.set(key, made);
  return made;
}

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const sizeUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** Calendar days between two, `2026-11-21`. */
function daysBetween(earlier: string, later: string): number {
  return (Date.parse(later) - Date.parse(earlier)) / (day * 1000);
}

function makeFormats(tag: string, timeZone: string | undefined): Formats {
  const number = new Intl.NumberFormat(tag);
  const time = new Intl.DateTimeFormat(tag, { timeStyle: 'short', timeZone });
  const weekday = new Intl.DateTimeFormat(tag, { weekday: 'short', timeZone });
  const monthDay = new Intl.DateTimeFormat(tag, { month: 'short', day: 'numeric', timeZone });
  const shortDate = new Intl.DateTimeFormat(tag, {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    timeZone,
  });
  const full = new Intl.DateTimeFormat(tag, { dateStyle: 'full', timeStyle: 'short', timeZone });
  const medium = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone });
  const longDay = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(tag, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  // Swedish writes a date as ISO 8601 does.
  const calendar = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone });
  const dayOf = (date: Date) => calendar.format(date);
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  // As a `unit`, Russian and Chinese would put nothing between two names.
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  const unit = (value: number, name: string, unitDisplay: 'long' | 'short') =>
    new Intl.NumberFormat(tag, {
      style: 'unit',
      unit: name,
      unitDisplay,
      maximumFractionDigits: value < 10 ? 1 : 0,
    });

  return {
    tag,
    number: (value) => number.format(value),
    listDate(iso, now = new Date()) {
      const date = new Date(iso);
      const [own, today] = [dayOf(date), dayOf(now)];
      const days = daysBetween(own, today);
      if (days === 0) return time.format(date);
      if (days > 0 && days < 7) return weekday.format(date);
      if (own.slice(0, 4) === today.slice(0, 4)) return monthDay.format(date);
      return shortDate.format(date);
    },
    fullDate: (iso) => full.format(new Date(iso)),
    date: (iso) => medium.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    dayOf: (iso) => dayOf(new Date(iso)),
    day: (name) => longDay.format(new Date(name)),
    shortDay: (name) => shortDay.format(new Date(name)),
    ago(iso, now = new Date()) {
      const seconds = Math.round((new Date(iso).getTime() - now.getTime()) / 1000);
      const size = Math.abs(seconds);
      if (size < minute) return relative.format(0, 'second');
      if (size < hour) return relative.format(Math.round(seconds / minute), 'minute');
      if (size < day) return relative.format(Math.round(seconds / hour), 'hour');
      return relative.format(Math.round(seconds / day), 'day');
    },
    duration(seconds) {
      if (seconds < minute) return unit(10, 'second', 'long').format(Math.max(5, Math.ceil(seconds / 5) * 5));
      if (seconds < hour) return unit(10, 'minute', 'long').format(Math.ceil(seconds / minute));
      return unit(seconds / hour, 'hour', 'long').format(Math.ceil((seconds / hour) * 2) / 2);
    },
    size(octets) {
      let value = octets;
      let step = 0;
      while (value >= 1000 && step < sizeUnits.length - 1) {
        value /= 1000;
        step += 1;
      }
      return unit(step === 0 ? 10 : value, sizeUnits[step] ?? 'byte', 'short').format(value);
    },
    list: (items) => list.format(items),
  };
}
