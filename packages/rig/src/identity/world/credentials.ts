import { createHash, type KeyObject, X509Certificate } from 'node:crypto';

/** What proves an application at the token endpoint: secrets, certificates, and tokens of an issuer it trusts. */

/** The portal shows the value once and the identifier (a GUID) for ever, so people paste the wrong one. */
export interface ClientSecret {
  readonly id: string;
  readonly value: string;
  readonly expires: Date;
}

/** The public half of a key pair, as uploaded in the portal; the application signs its assertions with the other half. */
export interface ClientCertificate {
  /** base64url of SHA-256 over the DER: `x5t#S256` (RFC 7515 section 4.1.8). */
  readonly thumbprint: string;
  readonly publicKey: KeyObject;
  readonly validFrom: Date;
  readonly validTo: Date;
}

/** Workload identity federation: tokens of this issuer for this subject and audience stand for the application. */
export interface FederatedCredential {
  /** Its discovery document names the keys; https, or http on this machine. */
  readonly issuer: string;
  readonly subject: string;
  /** Default `api://AzureADTokenExchange`. */
  readonly audience?: string;
}

export const TOKEN_EXCHANGE_AUDIENCE = 'api://AzureADTokenExchange';

/** @param pem one certificate. @throws Error when it is none */
export function readCertificate(pem: string): ClientCertificate {
  const certificate = new X509Certificate(pem);
  return {
    thumbprint: createHash('sha256').update(certificate.raw).digest('base64url'),
    publicKey: certificate.publicKey,
    validFrom: new Date(certificate.validFrom),
    validTo: new Date(certificate.validTo),
  };
}
