import type { Chance } from '../chance.ts';
import { SignInRefused, timestamp } from '../errors.ts';

/**
 * Refresh tokens: bound to a person and an application, not to a resource; 90 days; a new one at every use. The old one
 * is not revoked by use: a client that lost an answer may come again with what it has.
 */
const LIFETIME_MS = 90 * 24 * 3600 * 1000;

export interface RefreshGrant {
  readonly personId: string;
  readonly clientId: string;
}

interface Issued {
  readonly grant: RefreshGrant;
  readonly at: number;
  expires: number;
  revokedAt: number | undefined;
}

export class RefreshTokens {
  readonly #chance: Chance;
  readonly #now: () => number;
  readonly #issued = new Map<string, Issued>();

  constructor(chance: Chance, now: () => number) {
    this.#chance = chance;
    this.#now = now;
  }

  issue(grant: RefreshGrant): string {
    const token = `1.AQ${this.#chance.token(600)}`;
    const at = this.#now();
    this.#issued.set(token, { grant, at, expires: at + LIFETIME_MS, revokedAt: undefined });
    return token;
  }

  /** @throws SignInRefused 9002313 for no token of ours, 70000 for another client's, 50173 revoked, 700082 expired */
  check(token: string, clientId: string): RefreshGrant {
    const issued = this.#issued.get(token);
    if (issued === undefined) {
      throw new SignInRefused(9002313, { why: 'the refresh token is not one.' }, 'invalid_grant');
    }
    if (issued.grant.clientId !== clientId) {
      throw new SignInRefused(70000, { why: 'The refresh token was issued to another application.' });
    }
    const date = timestamp(new Date(issued.at));
    if (issued.revokedAt !== undefined) {
      throw new SignInRefused(50173, { revoked: timestamp(new Date(issued.revokedAt)), issued: date });
    }
    if (issued.expires <= this.#now()) throw new SignInRefused(700082, { issued: date });
    return issued.grant;
  }

  has(token: string): boolean {
    return this.#issued.has(token);
  }

  /** Of one person, or of everybody. */
  expire(personId?: string): void {
    for (const issued of this.#of(personId)) issued.expires = this.#now();
  }

  revoke(personId: string): void {
    for (const issued of this.#of(personId)) issued.revokedAt ??= this.#now();
  }

  #of(personId: string | undefined): readonly Issued[] {
    return [...this.#issued.values()].filter(
      ({ grant }) => personId === undefined || grant.personId === personId,
    );
  }
}
