/** Key pairs that Mailroom proves itself with (private_key_jwt): the private half never leaves the store, the public one is uploaded. */
import { constants, generateKeyPair, privateEncrypt, randomBytes, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';

export interface KeyPair {
  /** PKCS #8, PEM. */
  privateKey: string;
  /** X.509, PEM, self-signed with SHA-256. */
  certificate: string;
  /** SHA-1 of the certificate in capitals, as Microsoft's portal shows it beside an uploaded one. */
  thumbprint: string;
  /** Calendar date (UTC) until whose end the certificate holds. */
  expires: string;
}

/** Bits; secure beyond 2030 (NIST SP 800-57 part 1), where 2048 are not. */
const modulusLength = 3072;

/** Microsoft recommends replacing certificates regularly; two years is the most that its own portal makes secrets for. */
const years = 2;

/** Characters of a common name: `ub-common-name` of RFC 5280 appendix A.1. */
const maxName = 64;

const generate = promisify(generateKeyPair);

/** What stands before a SHA-256 digest in a signature with PKCS #1 v1.5 (RFC 8017 9.2, note 1). */
const digestInfo = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** A key of the library that Node signs with: the library's own arithmetic holds up the web server for a third of a second. */
function signer(privateKey: string): forge.pki.rsa.PrivateKey {
  const key = { key: privateKey, padding: constants.RSA_PKCS1_PADDING };
  return {
    ...forge.pki.privateKeyFromPem(privateKey),
    sign: (digest: forge.md.MessageDigest) => {
      const bytes = Buffer.from(digest.digest().getBytes(), 'latin1');
      return privateEncrypt(key, Buffer.concat([digestInfo, bytes])).toString('latin1');
    },
  };
}

/** Positive, without a leading zero byte, and at most 20 octets (RFC 5280 4.1.2.2). */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

function lastMoment(now: Date): Date {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + years);
  end.setUTCHours(23, 59, 59, 0);
  return end;
}

/** @param name of the provider app, for whoever looks at a list of certificates. */
export async function makeKeyPair(name: string, now: Date): Promise<KeyPair> {
  const { publicKey, privateKey } = await generate('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const made = forge.pki.createCertificate();
  made.publicKey = forge.pki.publicKeyFromPem(publicKey);
  made.serialNumber = serialNumber();
  // Clocks differ: a certificate that begins this second has not begun yet elsewhere.
  made.validity.notBefore = new Date(now.getTime() - 60 * 60_000);
  made.validity.notAfter = lastMoment(now);
  const commonName = Array.from(`Mailroom ${name}`).slice(0, maxName).join('');
  // Names may be in any script, which the library's default of PrintableString cannot hold.
  const subject = [{ name: 'commonName', value: commonName, valueTagClass: Number(forge.asn1.Type.UTF8) }];
  made.setSubject(subject);
  made.setIssuer(subject);
  made.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  made.sign(signer(privateKey), forge.md.sha256.create());
  const certificate = forge.pki.certificateToPem(made);
  return {
    privateKey,
    certificate,
    thumbprint: new X509Certificate(certificate).fingerprint.replaceAll(':', ''),
    expires: made.validity.notAfter.toISOString().slice(0, 10),
  };
}
