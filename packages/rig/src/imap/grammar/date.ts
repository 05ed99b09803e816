const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const DATE = /^(\d{1,2})-([A-Za-z]{3})-(\d{4})$/;
const DATE_TIME = /^([ \d]\d)-([A-Za-z]{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;

/** `date-text` of RFC 9051, e.g. `1-Feb-1994`, as midnight UTC. */
export function parseDate(text: string): Date | undefined {
  const [, day, month, year] = DATE.exec(text) ?? [];
  const index = monthIndex(month);
  return index < 0 ? undefined : new Date(Date.UTC(Number(year), index, Number(day)));
}

/** `date-time` of RFC 9051 without its quotes, e.g. `17-Jul-1996 02:44:25 -0700`. */
export function parseDateTime(text: string): Date | undefined {
  const [, day, month, year, hour, minute, second, sign, zoneHours, zoneMinutes] = DATE_TIME.exec(text) ?? [];
  const index = monthIndex(month);
  if (index < 0) return undefined;
  const offset = (Number(zoneHours) * 60 + Number(zoneMinutes)) * (sign === '-' ? -1 : 1);
  const utc = Date.UTC(Number(year), index, Number(day), Number(hour), Number(minute), Number(second));
  return new Date(utc - offset * 60_000);
}

/** `date-time` with its quotes, in UTC. */
export function formatDateTime(date: Date): string {
  const [day, time] = date.toISOString().split('T') as [string, string];
  const [year, month, dayOfMonth] = day.split('-') as [string, string, string];
  const padded = String(Number(dayOfMonth)).padStart(2, ' ');
  return `"${padded}-${MONTHS[Number(month) - 1]}-${year} ${time.slice(0, 8)} +0000"`;
}

function monthIndex(name: string | undefined): number {
  return MONTHS.findIndex((month) => month.toLowerCase() === name?.toLowerCase());
}
