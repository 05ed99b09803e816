import { monthsBefore, type SyncStart } from '@mailroom/model';

/** First date synchronised, at the start of its day in UTC: IMAP SEARCH knows days only (RFC 9051 6.4.4). Null is everything. */
export function syncStartDate(start: SyncStart, now: Date): Date | null {
  switch (start.kind) {
    case 'last-month':
      return monthsBefore(now, 1);
    case 'three-months':
      return monthsBefore(now, 3);
    case 'year':
      return monthsBefore(now, 12);
    case 'everything':
      return null;
    case 'date':
      return new Date(`${start.date}T00:00:00Z`);
  }
}
