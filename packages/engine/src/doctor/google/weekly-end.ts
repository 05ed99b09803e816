/**
 * Does access end by itself? That of an app in testing ends seven days after each consent, whatever happens ("Refresh token
 * expiration"), and nobody would notice until every mailbox stops at once.
 */
import type { Verdict } from '../target.ts';
import { fault } from '../verdict.ts';

const day = 24 * 60 * 60 * 1000;
const testing = 7;

/**
 * @param ends when the refresh token ends, where Google said so.
 * @returns null where nothing of the kind was said: also for access that the person gave for a longer time of their choice.
 */
export function judgeEnd(asked: string, ends: Date | undefined, now: Date): Verdict | null {
  if (ends === undefined) return null;
  const days = Math.max(0, Math.ceil((ends.getTime() - now.getTime()) / day));
  if (days > testing) return null;
  const answered = `refresh_token_expires_in → ${ends.toISOString()}`;
  return fault({ asked, answered, finding: 'google-access-ends-weekly', detail: { days: String(days) } });
}
