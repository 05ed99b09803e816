import { type Answer, json } from '../../http/answer.ts';
import { type Exchange, formOf } from '../../http/exchange.ts';
import type { Google } from '../google.ts';
import { TokenRefused, tokenRefusal } from '../refusals.ts';

/** POST `/revoke` (RFC 7009, as far as Google follows it): the whole grant ends, consent included. */
export function revoke(google: Google, exchange: Exchange): Answer {
  const token = exchange.url.searchParams.get('token') ?? formOf(exchange).get('token') ?? '';
  const grant = google.tokens.revoke(token);
  // RFC 7009 section 2.2 wants 200 for an unknown token; Google says that it is none.
  if (grant === undefined) return tokenRefusal(new TokenRefused('invalid_token', 'Token expired or revoked'));
  google.grants.withdraw(grant.personId, grant.clientId);
  return json({});
}
