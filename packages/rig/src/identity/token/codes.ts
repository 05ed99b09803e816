import type { Chance } from '../chance.ts';
import { SignInRefused } from '../errors.ts';
import type { ScopeRequest } from '../scopes.ts';

/** Authorization codes: ten minutes, one use. */
const LIFETIME_MS = 10 * 60 * 1000;

export interface CodeGrant {
  readonly personId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: ScopeRequest;
  readonly nonce: string | undefined;
  readonly challenge: PkceChallenge | undefined;
}

export interface PkceChallenge {
  readonly method: 'S256' | 'plain';
  readonly value: string;
}

export class AuthorizationCodes {
  readonly #chance: Chance;
  readonly #now: () => number;
  readonly #issued = new Map<string, { readonly grant: CodeGrant; expires: number; redeemed: boolean }>();

  constructor(chance: Chance, now: () => number) {
    this.#chance = chance;
    this.#now = now;
  }

  issue(grant: CodeGrant): string {
    const code = `1.${this.#chance.token(320)}`;
    this.#issued.set(code, { grant, expires: this.#now() + LIFETIME_MS, redeemed: false });
    return code;
  }

  /**
   * The grant behind a code, without using the code up: validation of the rest of the request comes first.
   * @throws SignInRefused 70000 for a code never issued, or issued to another client; 54005; 70008
   */
  look(code: string, clientId: string): CodeGrant {
    const issued = this.#issued.get(code);
    if (issued === undefined || issued.grant.clientId !== clientId) {
      throw new SignInRefused(70000, { why: 'The authorization code is not valid for this application.' });
    }
    if (issued.redeemed) throw new SignInRefused(54005);
    if (issued.expires <= this.#now()) throw new SignInRefused(70008);
    return issued.grant;
  }

  redeem(code: string): void {
    const issued = this.#issued.get(code);
    if (issued !== undefined) issued.redeemed = true;
  }

  /** Lets every code issued so far expire now. */
  expire(): void {
    for (const issued of this.#issued.values()) issued.expires = this.#now();
  }
}
