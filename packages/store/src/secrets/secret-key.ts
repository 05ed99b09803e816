/** The installation's secret key, and the keys for single purposes that are derived from it. */
import { hkdfSync } from 'node:crypto';

const keyBytes = 32;

/** The secret key's text is not the base64 or hex form of 32 bytes. The message never holds the text itself. */
export class SecretKeyInvalid extends Error {
  constructor() {
    super('The secret key must be 32 bytes, written as 64 hexadecimal digits or 44 characters of base64');
    this.name = 'SecretKeyInvalid';
  }
}

function decode(text: string): Buffer {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return Buffer.from(trimmed, 'hex');
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return Buffer.from(trimmed, 'base64');
  throw new SecretKeyInvalid();
}

/**
 * A 32-byte key for one purpose (HKDF with SHA-256, RFC 5869): what one purpose reveals of its key tells nothing about another's.
 *
 * @param secretKey 32 bytes as hex, base64 or base64url text.
 * @param purpose names it for good, e.g. `mailroom/store/secrets/1`; another name is another key.
 * @throws SecretKeyInvalid
 */
export function purposeKey(secretKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', decode(secretKey), Buffer.alloc(0), purpose, keyBytes));
}
