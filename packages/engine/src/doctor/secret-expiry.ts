/** How long the secret still holds, by the date that was entered with it: told 60, 14 and 3 days before. */
import type { Check, Verdict } from './target.ts';
import { fault, right, skipped } from './verdict.ts';

/** Days before the end at which administrators are told, the last first. */
export const expiryNotices = [3, 14, 60] as const;

const day = 24 * 60 * 60 * 1000;
const asked = 'client secret → Expires';

/** @param expires calendar date; the secret is taken to hold until that day ends in UTC. */
export function judgeExpiry(expires: string | null, now: Date): Verdict {
  if (expires === null) return skipped(asked, 'expiry-not-entered');
  const days = Math.floor((Date.parse(`${expires}T00:00:00Z`) + day - now.getTime()) / day);
  const detail = { days: String(days) };
  if (days < 0) return fault({ asked, answered: expires, finding: 'client-secret-expired', detail });
  const notice = expiryNotices.find((before) => days <= before);
  if (notice === undefined) return right(asked, expires, detail);
  return fault({
    asked,
    answered: expires,
    finding: 'client-secret-expires-soon',
    detail: { ...detail, notice: String(notice) },
    // In the last days nobody may overlook it any more.
    state: notice === expiryNotices[0] ? 'wrong' : 'unsure',
  });
}

export const secretExpiry: Check = {
  id: 'secret-expiry',
  about: () => asked,
  examine: async (target, { clock }) => judgeExpiry(target.secretExpires, clock.now()),
};
