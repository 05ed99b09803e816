import { type Answer, json } from './http/answer.ts';
import { basicCredentials, type Exchange, formOf } from './http/exchange.ts';
import type { Identity } from './identity.ts';

/**
 * POST `/introspect` (RFC 7662), which Microsoft does not have: a mail server of another maker (Dovecot, and Postfix
 * through it) learns here what an opaque access token is good for. `username` is the sign-in name, `email` the
 * primary address; which of them people log in with is the mail server's setting. Refresh tokens are never active.
 */
export function introspect(identity: Identity, exchange: Exchange): Answer {
  const caller = basicCredentials(exchange);
  const { user, password } = identity.introspection;
  if (caller?.user !== user || caller.password !== password) {
    return json({ error: 'invalid_client' }, 401, { 'www-authenticate': 'Basic realm="introspection"' });
  }
  const grant = identity.accessTokens.valid(formOf(exchange).get('token') ?? '');
  const person = identity.directory.person(grant?.personId ?? '');
  if (grant === undefined || person === undefined) return json({ active: false });
  return json({
    active: true,
    username: person.userPrincipalName,
    email: person.email ?? person.userPrincipalName,
    name: person.name,
    sub: person.id,
    client_id: grant.clientId,
    scope: [...grant.permissions].map((permission) => identity.scopes.spell(permission)).join(' '),
    token_type: 'Bearer',
    iat: Math.floor(grant.issued / 1000),
    exp: Math.floor(grant.expires / 1000),
  });
}
