import type { JWTPayload } from 'jose';
import { SignInRefused, timestamp } from '../errors.ts';
import type { Identity } from '../identity.ts';

/** Clocks may differ by this much. */
const SKEW_MS = 5 * 60 * 1000;

/** By the clock of this server; an assertion without `exp` has expired. @throws SignInRefused 700024 */
export function requireTimeRange(identity: Identity, { nbf, exp }: JWTPayload): void {
  const now = identity.now();
  const [from, until] = [(nbf ?? 0) * 1000, (exp ?? 0) * 1000];
  if (from <= now + SKEW_MS && now < until + SKEW_MS) return;
  throw new SignInRefused(700024, {
    now: timestamp(new Date(now)),
    from: timestamp(new Date(from)),
    until: timestamp(new Date(until)),
  });
}
