/**
 * Which notices an administrator has put aside on this device. At first until the next threshold, near the end for the day only,
 * and in the last days not at all: what stops everybody's mail may be overlooked once, not for good.
 */
import { type Notice, noticeDays } from '@mailroom/model';
import { z } from 'zod';

const [, near, last] = noticeDays;

/** What putting a notice aside is remembered by; null for one that stays. */
export function dismissalMark({ credentialId, days }: Notice, today: string): string | null {
  if (days <= last) return null;
  return days <= near ? `${credentialId} ${today}` : `${credentialId} until ${near}`;
}

/** What is shown: nothing that is covered by another credential or put aside; the most urgent first. */
export function shownNotices(
  notices: readonly Notice[],
  dismissed: ReadonlySet<string>,
  today: string,
): Notice[] {
  return notices
    .filter((notice) => {
      const mark = dismissalMark(notice, today);
      return !notice.covered && (mark === null || !dismissed.has(mark));
    })
    .sort((one, other) => one.days - other.days);
}

const storageKey = 'mailroom.notices';
const stored = z.array(z.string());

export function readDismissals(): ReadonlySet<string> {
  try {
    return new Set(stored.parse(JSON.parse(localStorage.getItem(storageKey) ?? '[]')));
  } catch {
    // Written by another version, or by hand: a notice is then shown once more.
    return new Set();
  }
}

export function keepDismissals(marks: ReadonlySet<string>): void {
  localStorage.setItem(storageKey, JSON.stringify([...marks]));
}
