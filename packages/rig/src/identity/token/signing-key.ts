import { createHash } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK } from 'jose';

/** The key id_tokens are signed with (RS256), and its public half as it is published. */
export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly published: JWK;
}

/**
 * Made when it is first needed and shared by all servers of the process: an RSA key costs a tenth of a second, and a test
 * run starts hundreds of servers.
 */
let sharedKey: Promise<SigningKey> | undefined;

export function signingKey(): Promise<SigningKey> {
  sharedKey ??= makeKey();
  return sharedKey;
}

async function makeKey(): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048 });
  const jwk = await exportJWK(publicKey);
  const kid = createHash('sha256').update(JSON.stringify(jwk)).digest('base64url').slice(0, 27);
  return { privateKey, published: { ...jwk, kid, use: 'sig', alg: 'RS256' } };
}
