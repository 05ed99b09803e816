/**
 * How far this machine's clock is from the identity provider's. A clock that is a day wrong would take every ID token for expired and
 * sign assertions that nobody accepts, though nothing is wrong with the grant.
 */
import type { CustomFetch } from 'openid-client';

/** Seconds to add to this machine's clock, told by the Date of an answer (RFC 9110 6.6.1); 0 without one. Less than a minute is left alone. */
export function skewOf(response: Response, now: Date): number {
  const told = Date.parse(response.headers.get('date') ?? '');
  const seconds = Math.round((told - now.getTime()) / 1000);
  return Math.abs(seconds) >= 60 ? seconds : 0;
}

/** Sends as `send` does, and tells what each answer says of the clock. */
export function watchingClock(send: CustomFetch, told: (skew: number) => void): CustomFetch {
  return async (url, init) => {
    const response = await send(url, init);
    // The library asks this machine's own clock, and so must the comparison.
    told(skewOf(response, new Date()));
    return response;
  };
}
