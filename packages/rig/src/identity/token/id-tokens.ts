import { createHash } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { OidcScope } from '../scopes.ts';
import type { Person } from '../world/directory.ts';

const LIFETIME_S = 3600;

interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly published: JWK;
}

export interface IdTokenRequest {
  readonly person: Person;
  readonly clientId: string;
  readonly scopes: readonly OidcScope[];
  readonly nonce: string | undefined;
}

/**
 * Made when it is first needed and shared by all servers of the process: an RSA key costs a tenth of a second, and a test
 * run starts hundreds of servers.
 */
let sharedKey: Promise<SigningKey> | undefined;

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

function signingKey(): Promise<SigningKey> {
  sharedKey ??= makeKey();
  return sharedKey;
}

async function makeKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const jwk = await exportJWK(publicKey);
  const kid = createHash('sha256').update(JSON.stringify(jwk)).digest('base64url').slice(0, 27);
  return { privateKey, published: { ...jwk, kid, use: 'sig', alg: 'RS256' } };
}

/** `sub` is different for every application, so that two of them cannot compare their people. */
function pairwise(person: Person, clientId: string): string {
  return createHash('sha256').update(`${person.id} ${clientId}`).digest('base64url');
}
