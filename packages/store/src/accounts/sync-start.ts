import type { SyncStart } from '@mailroom/model';

/** First date synchronised, at the start of its day in UTC: IMAP SEARCH knows days only (RFC 9051 6.4.4). Null is everything. */
export function syncStartDate(start: SyncStart, now: Date): Date | null {
  const monthsBack = (months: number) => {
    const date = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 1));
    const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    // A month before 31 March is the last day of February, not 3 March.
    date.setUTCDate(Math.min(now.getUTCDate(), lastDay));
    return date;
  };
  switch (start.kind) {
    case 'last-month':
      return monthsBack(1);
    case 'three-months':
      return monthsBack(3);
    case 'year':
      return monthsBack(12);
    case 'everything':
      return null;
    case 'date':
      return new Date(`${start.date}T00:00:00Z`);
  }
}
