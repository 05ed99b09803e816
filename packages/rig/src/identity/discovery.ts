import { refusalBody, SignInRefused } from './errors.ts';
import { type Answer, json } from './http/answer.ts';
import type { Exchange } from './http/exchange.ts';
import { type Identity, traceOf } from './identity.ts';

/**
 * GET `/{tenant}/v2.0/.well-known/openid-configuration`. Below `common` and `organizations` the issuer holds the literal
 * placeholder `{tenantid}`, as Microsoft's does: a client has to put the `tid` of the id_token there before it compares.
 * `consumers` and a domain give the issuer of their tenant.
 */
export function discovery(identity: Identity, exchange: Exchange): Answer {
  return inJson(identity, exchange, () => json(documentFor(identity, exchange)));
}

function documentFor(identity: Identity, exchange: Exchange): Record<string, unknown> {
  const audience = identity.directory.audience(exchange.tenant);
  const issuer = 'tenant' in audience ? audience.tenant.id : '{tenantid}';
  const below = `${identity.origin}/${exchange.tenant}`;
  return {
    issuer: `${identity.origin}/${issuer}/v2.0`,
    authorization_endpoint: `${below}/oauth2/v2.0/authorize`,
    token_endpoint: `${below}/oauth2/v2.0/token`,
    end_session_endpoint: `${below}/oauth2/v2.0/logout`,
    jwks_uri: `${below}/discovery/v2.0/keys`,
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'preferred_username',
      'name',
      'tid',
      'ver',
      'oid',
      'email',
    ],
    request_uri_parameter_supported: false,
  };
}

/** GET `/{tenant}/discovery/v2.0/keys`. */
export async function keys(identity: Identity, exchange: Exchange): Promise<Answer> {
  const keySet = await identity.idTokens.keySet();
  return inJson(identity, exchange, () => {
    identity.directory.audience(exchange.tenant);
    return json(keySet);
  });
}

/** A program reads these documents, so a directory that does not exist is told in JSON: `invalid_tenant`, 90002. */
function inJson(identity: Identity, exchange: Exchange, answer: () => Answer): Answer {
  try {
    return answer();
  } catch (refused) {
    if (!(refused instanceof SignInRefused)) throw refused;
    const body = refusalBody(refused, traceOf(identity, exchange), identity.origin);
    return json({ ...body, error: 'invalid_tenant' }, refused.status);
  }
}
