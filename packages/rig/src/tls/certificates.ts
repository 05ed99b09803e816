import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import * as der from './der.ts';

/** PEM texts: a practice authority's certificate, a server certificate it signed, and the server's key. */
export interface PracticeCertificates {
  caPem: string;
  certPem: string;
  keyPem: string;
  /** Another server certificate of the same authority: renewed, expired, or for other hosts. */
  reissue(options?: CertificateOptions): { readonly certPem: string; readonly keyPem: string };
}

export interface CertificateOptions {
  /** Names and addresses the server certificate is for. Default `localhost` and `127.0.0.1`. */
  hosts?: readonly string[];
  /** End of validity of the server certificate; in the past for tests of an expired one. Default in ten days. */
  notAfter?: Date;
}

interface KeyPair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

interface Certificate {
  subject: string;
  issuer: string;
  notBefore: Date;
  notAfter: Date;
  publicKey: KeyObject;
  extensions: readonly Uint8Array[];
}

const DAY = 24 * 60 * 60 * 1000;
const AUTHORITY = 'Practice Authority';
const ECDSA_WITH_SHA256 = der.sequence(der.objectIdentifier('1.2.840.10045.4.3.2'));
const KEY_USAGE = { digitalSignature: 0, certificateSigning: 5, revocationListSigning: 6 };

/**
 * Makes a certificate authority that exists only for this call, and a server certificate signed by it (RFC 5280).
 * A client that should trust the server is given `caPem`; nothing else on the machine trusts it.
 */
export function makeCertificates(options: CertificateOptions = {}): PracticeCertificates {
  const now = Date.now();
  const authority = makeKeys();
  const ca = signedBy(authority, {
    subject: AUTHORITY,
    issuer: AUTHORITY,
    notBefore: new Date(now - DAY),
    notAfter: new Date(now + 10 * DAY),
    publicKey: authority.publicKey,
    extensions: [
      extension('2.5.29.19', der.sequence(der.bool(true)), 'critical'),
      extension(
        '2.5.29.15',
        der.namedBits(KEY_USAGE.certificateSigning, KEY_USAGE.revocationListSigning),
        'critical',
      ),
      extension('2.5.29.14', der.octetString(keyIdentifier(authority.publicKey))),
    ],
  });
  const issue = (wanted: CertificateOptions = {}) => issueTo(authority, wanted);
  return { caPem: ca, ...issue(options), reissue: issue };
}

function issueTo(
  authority: KeyPair,
  options: CertificateOptions,
): { readonly certPem: string; readonly keyPem: string } {
  const hosts = options.hosts ?? ['localhost', '127.0.0.1'];
  const now = Date.now();
  const notAfter = options.notAfter ?? new Date(now + 10 * DAY);
  const notBefore = new Date(Math.min(now, notAfter.getTime()) - DAY);
  const server = makeKeys();
  const leaf = signedBy(authority, {
    subject: hosts[0] ?? 'localhost',
    issuer: AUTHORITY,
    notBefore,
    notAfter,
    publicKey: server.publicKey,
    extensions: [
      extension('2.5.29.19', der.sequence(), 'critical'),
      extension('2.5.29.15', der.namedBits(KEY_USAGE.digitalSignature), 'critical'),
      extension('2.5.29.37', der.sequence(der.objectIdentifier('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.35', der.sequence(der.implicit(0, keyIdentifier(authority.publicKey)))),
      extension('2.5.29.17', der.sequence(...hosts.map(alternativeName))),
    ],
  });
  return {
    certPem: leaf,
    keyPem: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function makeKeys(): KeyPair {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function signedBy(authority: KeyPair, certificate: Certificate): string {
  const toBeSigned = der.sequence(
    der.tagged(0, der.integer(Buffer.from([2]))),
    der.integer(serialNumber()),
    ECDSA_WITH_SHA256,
    commonName(certificate.issuer),
    der.sequence(der.time(certificate.notBefore), der.time(certificate.notAfter)),
    commonName(certificate.subject),
    publicKeyInfo(certificate.publicKey),
    der.tagged(3, der.sequence(...certificate.extensions)),
  );
  const signature = sign('sha256', toBeSigned, authority.privateKey);
  return pem(der.sequence(toBeSigned, ECDSA_WITH_SHA256, der.bitString(signature)));
}

/** Positive and without a leading zero byte, as DER integers must be. */
function serialNumber(): Uint8Array {
  return Buffer.concat([Buffer.from([0x40]), randomBytes(15)]);
}

function commonName(name: string): Uint8Array {
  return der.sequence(der.set(der.sequence(der.objectIdentifier('2.5.4.3'), der.utf8String(name))));
}

function extension(oid: string, value: Uint8Array, critical?: 'critical'): Uint8Array {
  const parts = critical ? [der.bool(true)] : [];
  return der.sequence(der.objectIdentifier(oid), ...parts, der.octetString(value));
}

function alternativeName(host: string): Uint8Array {
  return isIP(host) ? der.implicit(7, addressBytes(host)) : der.implicit(2, Buffer.from(host, 'ascii'));
}

function addressBytes(address: string): Uint8Array {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const before = groups(head);
  const after = groups(tail);
  const all = [...before, ...new Array<number>(8 - before.length - after.length).fill(0), ...after];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

function publicKeyInfo(key: KeyObject): Uint8Array {
  return key.export({ type: 'spki', format: 'der' });
}

/** Any name for the key will do (RFC 5280 section 4.2.1.2); this one is its digest. */
function keyIdentifier(key: KeyObject): Uint8Array {
  return createHash('sha1').update(publicKeyInfo(key)).digest();
}

function pem(bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
