import type { Chance } from '../../chance.ts';
import type { PkceChallenge } from '../../token/codes.ts';
import { TokenRefused } from '../refusals.ts';

const LIFETIME_MS = 10 * 60 * 1000;

export interface GoogleCode {
  readonly personId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  /** Whether a refresh token comes with it. */
  readonly refreshable: boolean;
  readonly nonce: string | undefined;
  readonly challenge: PkceChallenge | undefined;
}

/** Authorization codes: ten minutes, one use. */
export class GoogleCodes {
  readonly #chance: Chance;
  readonly #now: () => number;
  readonly #issued = new Map<string, { readonly code: GoogleCode; readonly expires: number }>();

  constructor(chance: Chance, now: () => number) {
    this.#chance = chance;
    this.#now = now;
  }

  issue(code: GoogleCode): string {
    const value = `4/0A${this.#chance.token(52)}`;
    this.#issued.set(value, { code, expires: this.#now() + LIFETIME_MS });
    return value;
  }

  /** Uses it up. @throws TokenRefused invalid_grant */
  redeem(value: string, clientId: string): GoogleCode {
    const issued = this.#issued.get(value);
    this.#issued.delete(value);
    if (issued === undefined) throw new TokenRefused('invalid_grant', 'Malformed auth code.');
    if (issued.expires <= this.#now() || issued.code.clientId !== clientId) {
      throw new TokenRefused('invalid_grant', 'Bad Request');
    }
    return issued.code;
  }
}
