import { purposeKey } from '@mailroom/store';

/**
 * The mark by which the doctor knows its own installation behind a public address. Made from the secret key, so that a command line
 * on the same data directory knows it too; it tells nothing of the key (HKDF, RFC 5869).
 */
export function installationMark(secretKey: string): string {
  return purposeKey(secretKey, 'mailroom/server/installation/1').toString('base64url').slice(0, 22);
}
