import type { Chance } from '../../chance.ts';
import { TokenRefused } from '../refusals.ts';
import { isIdentityScope } from '../scopes.ts';
import type { GoogleClient } from '../world/clients.ts';

const ACCESS_S = 3599;
const DAY_MS = 24 * 3600 * 1000;
/** Of an application in testing, unless it only asks who somebody is. */
const TESTING_MS = 7 * DAY_MS;
const UNUSED_MS = 180 * DAY_MS;
/** Living refresh tokens of one person and client; one more makes the oldest invalid, without a word. */
const MOST_PER_GRANT = 100;

export interface TokenGrant {
  readonly personId: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

interface Refreshable {
  readonly grant: TokenGrant;
  /** Milliseconds since 1970; infinite where nothing but disuse ends it. */
  readonly expires: number;
  used: number;
}

/** Access tokens: opaque, an hour. Refresh tokens: not replaced by use. */
export class GoogleTokens {
  readonly #chance: Chance;
  readonly #now: () => number;
  readonly #access = new Map<string, { readonly grant: TokenGrant; expires: number }>();
  readonly #refresh = new Map<string, Refreshable>();
  readonly #reauthenticate = new Set<string>();
  #refreshWithheld = false;

  constructor(chance: Chance, now: () => number) {
    this.#chance = chance;
    this.#now = now;
  }

  issueAccess(grant: TokenGrant): { readonly token: string; readonly expiresIn: number } {
    const token = `ya29.a0${this.#chance.token(150)}`;
    this.#access.set(token, { grant, expires: this.#now() + ACCESS_S * 1000 });
    return { token, expiresIn: ACCESS_S };
  }

  /** @returns with `expiresIn` in seconds, where the token does not live until it is not used */
  issueRefresh(
    grant: TokenGrant,
    client: GoogleClient,
  ): { readonly token: string; readonly expiresIn?: number } {
    const limited =
      client.audience === 'external' &&
      client.publishing === 'testing' &&
      !grant.scopes.every(isIdentityScope);
    const token = `1//0${this.#chance.token(72)}`;
    const now = this.#now();
    const expires = limited ? now + TESTING_MS : Number.POSITIVE_INFINITY;
    this.#refresh.set(token, { grant, expires, used: now });
    const same = [...this.#refresh].filter(([, other]) => sameGrant(other.grant, grant));
    for (const [oldest] of same.slice(0, -MOST_PER_GRANT)) this.#refresh.delete(oldest);
    return limited ? { token, expiresIn: TESTING_MS / 1000 - 1 } : { token };
  }

  get withholdsRefresh(): boolean {
    return this.#refreshWithheld;
  }

  withholdRefresh(withheld: boolean): void {
    this.#refreshWithheld = withheld;
  }

  valid(token: string): TokenGrant | undefined {
    const found = this.#access.get(token);
    return found !== undefined && found.expires > this.#now() ? found.grant : undefined;
  }

  /** Milliseconds since 1970. */
  expiryOf(token: string): number | undefined {
    return this.#access.get(token)?.expires;
  }

  /**
   * @returns with `expiresIn` in seconds, counted from the consent, where the token does not live until it is not used
   * @throws TokenRefused invalid_grant
   */
  useRefresh(token: string, clientId: string): { readonly grant: TokenGrant; readonly expiresIn?: number } {
    const found = this.#refresh.get(token);
    const now = this.#now();
    if (found === undefined || found.expires <= now || found.used + UNUSED_MS <= now) {
      throw new TokenRefused('invalid_grant', 'Token has been expired or revoked.');
    }
    if (found.grant.clientId !== clientId) throw new TokenRefused('unauthorized_client', 'Unauthorized', 401);
    if (this.#reauthenticate.has(found.grant.personId)) {
      throw new TokenRefused('invalid_grant', 'reauth related error (invalid_rapt)', 400, 'invalid_rapt');
    }
    found.used = now;
    const { grant, expires } = found;
    return Number.isFinite(expires) ? { grant, expiresIn: Math.floor((expires - now) / 1000) } : { grant };
  }

  /** Ends the whole grant behind an access or refresh token. @returns undefined when the token is not alive */
  revoke(token: string): TokenGrant | undefined {
    const grant = this.#refresh.get(token)?.grant ?? this.valid(token);
    if (grant === undefined) return undefined;
    this.#drop((other) => sameGrant(other, grant));
    return grant;
  }

  /** Everything one person has granted one client. */
  revokeGrant(personId: string, clientId: string): void {
    this.#drop((other) => other.personId === personId && other.clientId === clientId);
  }

  /** Everything of one person that reaches beyond who they are. */
  revokeMail(personId: string): void {
    this.#drop(({ personId: other, scopes }) => other === personId && !scopes.every(isIdentityScope));
  }

  expireAccess(personId?: string): void {
    for (const held of this.#access.values()) {
      if (personId === undefined || held.grant.personId === personId) held.expires = this.#now();
    }
  }

  /** Session control of an organisation: until the person signs in again, refreshing is refused. */
  requireReauthentication(personId: string, required: boolean): void {
    if (required) this.#reauthenticate.add(personId);
    else this.#reauthenticate.delete(personId);
  }

  #drop(ends: (grant: TokenGrant) => boolean): void {
    for (const [token, { grant }] of this.#access) if (ends(grant)) this.#access.delete(token);
    for (const [token, { grant }] of this.#refresh) if (ends(grant)) this.#refresh.delete(token);
  }
}

function sameGrant(one: TokenGrant, other: TokenGrant): boolean {
  return one.personId === other.personId && one.clientId === other.clientId;
}
