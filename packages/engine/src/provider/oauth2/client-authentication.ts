/** How an app proves itself at the token endpoint (OpenID Connect Core 1.0, 9; Microsoft's "Certificate credentials"). */
import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import * as client from 'openid-client';
import type { AppCredential } from '../../ports/accounts.ts';
import { readAssertion } from './federated-assertion.ts';

/** RFC 7523 2.2. */
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Seconds. Microsoft asks for five to ten minutes: long enough for clocks that differ, too short to be worth stealing. */
const assertionLifetime = 5 * 60;

/** Fills in the request's proof. What it throws besides, e.g. `federated-token-missing`, is a Failure. */
export function clientAuthentication(credential: AppCredential): client.ClientAuth {
  switch (credential.kind) {
    case 'secret':
      return client.ClientSecretPost(credential.value);
    case 'certificate':
      return signedBy(credential);
    case 'federated':
      return async (_server, app, body) => {
        const assertion = await readAssertion(credential.file);
        body.set('client_id', app.client_id);
        body.set('client_assertion_type', assertionType);
        body.set('client_assertion', assertion);
      };
  }
}

function signedBy({ privateKey, certificate }: Extract<AppCredential, { kind: 'certificate' }>) {
  const authenticate: client.ClientAuth = async (server, app, body, headers) => {
    const thumbprint = createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url');
    const sign = client.PrivateKeyJwt(await signingKey(privateKey), {
      [client.modifyAssertion](header, claims) {
        // Microsoft finds the certificate by it; a key ID means nothing there.
        header['x5t#S256'] = thumbprint;
        claims.aud = server.token_endpoint;
        claims.exp = Number(claims.iat) + assertionLifetime;
      },
    });
    await sign(server, app, body, headers);
  };
  return authenticate;
}

/** @param pem PKCS #8. @returns a key for PS256 (RFC 7518 3.5), the algorithm that Microsoft recommends. */
function signingKey(pem: string): Promise<CryptoKey> {
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  return crypto.subtle.importKey('pkcs8', new Uint8Array(der), { name: 'RSA-PSS', hash: 'SHA-256' }, false, [
    'sign',
  ]);
}
