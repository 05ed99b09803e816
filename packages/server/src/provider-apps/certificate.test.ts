import { constants, createPrivateKey, sign, verify, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { type KeyPair, makeKeyPair } from './certificate.ts';

const now = new Date('2026-11-21T10:00:00Z');
let pair: KeyPair;
let certificate: X509Certificate;
beforeAll(async () => {
  pair = await makeKeyPair('Почта и 邮件', now);
  certificate = new X509Certificate(pair.certificate);
});

describe('a key pair', () => {
  it('is an RSA key of 3072 bits and a certificate that verifies with its own public half', () => {
    expect(createPrivateKey(pair.privateKey).asymmetricKeyDetails).toMatchObject({ modulusLength: 3072 });
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.issuer).toBe(certificate.subject);
    expect(certificate.checkPrivateKey(createPrivateKey(pair.privateKey))).toBe(true);
    expect(certificate.ca).toBe(false);
  });

  it('signs what the certificate verifies, in the way that the provider asks for (PS256)', () => {
    const options = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    const data = Buffer.from('header.payload');
    const signature = sign('sha256', data, { key: pair.privateKey, ...options });
    expect(verify('sha256', data, { key: certificate.publicKey, ...options }, signature)).toBe(true);
  });

  it('holds two years, to the end of the day it names', () => {
    expect(pair.expires).toBe('2028-11-21');
    expect(certificate.validToDate).toEqual(new Date('2028-11-21T23:59:59Z'));
    expect(certificate.validFromDate.getTime()).toBeLessThan(now.getTime());
  });

  it('bears the app’s name in any script, and is told by the thumbprint that the portal shows', () => {
    expect(certificate.subject).toBe('CN=Mailroom Почта и 邮件');
    expect(pair.thumbprint).toMatch(/^[0-9A-F]{40}$/);
    expect(pair.thumbprint).toBe(certificate.fingerprint.replaceAll(':', ''));
  });

  it('is another one each time', async () => {
    const other = await makeKeyPair('x'.repeat(80), now);
    const serials = [pair, other].map((each) => new X509Certificate(each.certificate).serialNumber);
    expect(serials[0]).not.toBe(serials[1]);
    expect(other.privateKey).not.toBe(pair.privateKey);
    expect(new X509Certificate(other.certificate).subject).toHaveLength('CN='.length + 64);
  });
});
