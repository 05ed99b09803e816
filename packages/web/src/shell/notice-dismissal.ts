/**
 * Which notices somebody has put aside on this device. Of a credential at first until the next threshold, near the end for the day only,
 * and in the last days not at all: what stops everybody's mail may be overlooked once, not for good. Of accounts for the day; what an
 * administrator asks for, what concerns everybody and has happened already, not at all.
 */
import { type CredentialNotice, type Notice, noticeDays } from '@mailroom/model';
import { z } from 'zod';

const [, near, last] = noticeDays;

function credentialMark({ credentialId, days }: CredentialNotice, today: string): string | null {
  if (days <= last) return null;
  return days <= near ? `${credentialId} ${today}` : `${credentialId} until ${near}`;
}

/** What putting a notice aside is remembered by; null for one that stays. */
export function dismissalMark(notice: Notice, today: string): string | null {
  switch (notice.kind) {
    case 'credential-expires':
      return credentialMark(notice, today);
    case 'accounts-unwell':
      return `${notice.kind} ${today}`;
    case 'own-account-unwell':
      return notice.asked ? null : `${notice.kind} ${notice.accountId} ${today}`;
    case 'provider-app-fails':
    case 'disk-fills':
      return null;
  }
}

/** What names a notice among the others. */
export function noticeKey(notice: Notice): string {
  switch (notice.kind) {
    case 'credential-expires':
      return `${notice.kind} ${notice.credentialId}`;
    case 'provider-app-fails':
      return `${notice.kind} ${notice.providerAppId}`;
    case 'own-account-unwell':
      return `${notice.kind} ${notice.accountId}`;
    case 'accounts-unwell':
    case 'disk-fills':
      return notice.kind;
  }
}

const urgency: Record<Notice['kind'], number> = {
  'disk-fills': 0,
  'provider-app-fails': 1,
  'own-account-unwell': 2,
  'accounts-unwell': 3,
  'credential-expires': 4,
};

/** A credential that ends stands before what has stopped already only once it has ended as well. */
function rank(notice: Notice): number {
  if (notice.kind !== 'credential-expires') return urgency[notice.kind];
  return notice.days < 0 ? 1 : urgency[notice.kind] + notice.days;
}

/** What is shown: nothing that is covered by another credential or put aside; the most urgent first. */
export function shownNotices<Shown extends Notice>(
  notices: readonly Shown[],
  dismissed: ReadonlySet<string>,
  today: string,
): Shown[] {
  return notices
    .filter((notice) => {
      const mark = dismissalMark(notice, today);
      const covered = notice.kind === 'credential-expires' && notice.covered;
      return !covered && (mark === null || !dismissed.has(mark));
    })
    .sort((one, other) => rank(one) - rank(other));
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
