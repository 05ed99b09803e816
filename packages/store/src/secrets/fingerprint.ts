import { hash } from 'node:crypto';

/** SHA-256 of a value that must be recognised but not kept: an OAuth `state`, a session, a request. */
export function fingerprint(value: string): string {
  return hash('sha256', value, 'base64url');
}
