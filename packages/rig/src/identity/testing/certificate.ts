import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import * as der from '../../tls/der.ts';

/** A key pair and the certificate an administrator uploads for it: RSA, self-signed, as PS256 assertions need. */
export interface SigningCertificate {
  readonly privateKey: KeyObject;
  readonly certificatePem: string;
}

const YEAR_MS = 365 * 24 * 3600 * 1000;
const SHA256_WITH_RSA = der.sequence(der.objectIdentifier('1.2.840.113549.1.1.11'), der.element(0x05));

/** @param validTo in a year when absent; in the past for an expired one */
export function makeSigningCertificate(validTo = new Date(Date.now() + YEAR_MS)): SigningCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const name = der.sequence(
    der.set(der.sequence(der.objectIdentifier('2.5.4.3'), der.utf8String('Mailroom'))),
  );
  const toBeSigned = der.sequence(
    der.tagged(0, der.integer(Buffer.from([2]))),
    der.integer(Buffer.from([1])),
    SHA256_WITH_RSA,
    name,
    der.sequence(der.time(new Date(validTo.getTime() - 2 * YEAR_MS)), der.time(validTo)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const bytes = Buffer.from(der.sequence(toBeSigned, SHA256_WITH_RSA, der.bitString(signature)));
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    privateKey,
    certificatePem: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}
