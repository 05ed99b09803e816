/** When an account is checked without anybody asking. Pure. */
import type { CheckRecord } from '../../ports/completeness.ts';

const day = 24 * 60 * 60_000;
/** Between two checks. What the provider lists is compared every day by the pull; this finds what that does not look at. */
const every = 7 * day;
/** After an account was linked: its first synchronisation is what everybody waits for then. */
const firstAfter = day;

/** A check that was cut off is due at once, like one that was asked for. */
export function isCheckDue({ asked, begun, endedAt, linkedAt }: CheckRecord, now: Date): boolean {
  if (asked || begun) return true;
  const due = endedAt === null ? linkedAt.getTime() + firstAfter : endedAt.getTime() + every;
  return now.getTime() >= due;
}
