import { createHash } from 'node:crypto';
import { type JWK, SignJWT } from 'jose';
import type { OidcScope } from '../scopes.ts';
import type { Person } from '../world/directory.ts';
import { signingKey } from './signing-key.ts';

const LIFETIME_S = 3600;

export interface IdTokenRequest {
  readonly person: Person;
  readonly clientId: string;
  readonly scopes: readonly OidcScope[];
  readonly nonce: string | undefined;
}

/** Signs id_tokens (RS256) and publishes the key. */
export class IdTokens {
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The document at `jwks_uri`. */
  async keySet(): Promise<{ readonly keys: readonly JWK[] }> {
    const { published } = await signingKey();
    return { keys: [published] };
  }

  /** @param origin of this server: the issuer is the person's own tenant below it, whatever endpoint was used */
  async sign({ person, clientId, scopes, nonce }: IdTokenRequest, origin: string): Promise<string> {
    const { privateKey, published } = await signingKey();
    const issued = Math.floor(this.#now() / 1000);
    const profile = scopes.includes('profile')
      ? { oid: person.id, name: person.name, preferred_username: person.userPrincipalName }
      : {};
    const email = scopes.includes('email') && person.email !== undefined ? { email: person.email } : {};
    return new SignJWT({
      ...profile,
      ...email,
      tid: person.tenantId,
      ver: '2.0',
      ...(nonce === undefined ? {} : { nonce }),
    })
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: published.kid ?? '' })
      .setIssuer(`${origin}/${person.tenantId}/v2.0`)
      .setAudience(clientId)
      .setSubject(pairwise(person, clientId))
      .setIssuedAt(issued)
      .setNotBefore(issued)
      .setExpirationTime(issued + LIFETIME_S)
      .sign(privateKey);
  }
}

/** `sub` is different for every application, so that two of them cannot compare their people. */
function pairwise(person: Person, clientId: string): string {
  return createHash('sha256').update(`${person.id} ${clientId}`).digest('base64url');
}
