/** How long access tokens still live, whatever becomes of the wall clock. */
import type { TokenSet } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';

/** Milliseconds; Microsoft's longest live 28 hours. More was reckoned by a clock that has been set back since. */
const longestLifetime = 30 * 60 * 60 * 1000;

/**
 * A token's end is stored as a time of the wall clock, since it must outlive the process. From the first look on the monotonic clock
 * counts too: a wall clock that is set back prolongs no token, and one that is set forward costs a refresh too many at worst.
 */
export class TokenLifetimes {
  readonly #clock: Clock;
  readonly #ends = new Map<string, { accessToken: string; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds; not positive once it has ended, or where nobody can tell. */
  left(accountId: string, { accessToken, accessExpiresAt }: TokenSet): number {
    const now = this.#clock.monotonic();
    const byWall = accessExpiresAt.getTime() - this.#clock.now().getTime();
    const seen = this.#ends.get(accountId);
    if (seen?.accessToken === accessToken) return Math.min(byWall, seen.at - now);
    const left = byWall > longestLifetime ? 0 : byWall;
    this.#ends.set(accountId, { accessToken, at: now + left });
    return left;
  }
}
