import { type Answer, json } from '../http/answer.ts';
import { signingKey } from '../token/signing-key.ts';
import type { Google } from './google.ts';

/** GET `/.well-known/openid-configuration`. At Google the endpoints live on hosts of their own; a client must read them here. */
export function discovery({ origin }: Google): Answer {
  return json({
    issuer: origin,
    authorization_endpoint: `${origin}/o/oauth2/v2/auth`,
    token_endpoint: `${origin}/token`,
    revocation_endpoint: `${origin}/revoke`,
    userinfo_endpoint: `${origin}/v1/userinfo`,
    jwks_uri: `${origin}/oauth2/v3/certs`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'email', 'profile'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    claims_supported: ['aud', 'email', 'email_verified', 'exp', 'iat', 'iss', 'name', 'sub'],
    code_challenge_methods_supported: ['plain', 'S256'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
  });
}

/** GET `/oauth2/v3/certs`. */
export async function keys(): Promise<Answer> {
  const { published } = await signingKey();
  return json({ keys: [published] });
}
