import type { JWTPayload } from 'jose';
import { SignInRefused } from '../errors.ts';

/** Identifiers (`jti`) of client assertions that were used, so that a stolen one is worth nothing (RFC 7523 section 3). */
export class AssertionsUsed {
  readonly #used = new Set<string>();

  /** Microsoft publishes no number for a replay; 50027 is its number for an invalid JWT. @throws SignInRefused 50027 */
  useOnce(clientId: string, { jti }: JWTPayload): void {
    if (jti === undefined) throw new SignInRefused(50027, { why: 'it has no jti.' });
    const key = `${clientId} ${jti}`;
    if (this.#used.has(key)) throw new SignInRefused(50027, { why: 'its jti was used before.' });
    this.#used.add(key);
  }
}
