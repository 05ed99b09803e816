import type { Chance } from '../chance.ts';
import type { Permission, Resource } from '../scopes.ts';

/**
 * Access tokens: those of people opaque, for one resource, 60 to 90 minutes. Over a thousand characters long as Microsoft's are, so that
 * a client which cuts SASL lines short is noticed here.
 */
const LEAST_S = 3600;
const MOST_S = 5400;

export interface AccessGrant {
  /** Undefined where the application acts in its own name. */
  readonly personId: string | undefined;
  readonly clientId: string;
  readonly resource: Resource;
  readonly permissions: ReadonlySet<Permission>;
  /** Milliseconds since 1970. */
  readonly issued: number;
  readonly expires: number;
}

export class AccessTokens {
  readonly #chance: Chance;
  readonly #now: () => number;
  readonly #issued = new Map<string, AccessGrant>();
  #lifetime: number | undefined;

  constructor(chance: Chance, now: () => number, lifetimeSeconds: number | undefined) {
    this.#chance = chance;
    this.#now = now;
    this.#lifetime = lifetimeSeconds;
  }

  /** Seconds for tokens issued from now on; `undefined` restores the random 60 to 90 minutes. */
  setLifetime(seconds: number | undefined): void {
    this.#lifetime = seconds;
  }

  issue(grant: Omit<AccessGrant, 'issued' | 'expires'>): {
    readonly token: string;
    readonly expiresIn: number;
  } {
    const expiresIn = this.#lifetime ?? this.#chance.between(LEAST_S, MOST_S);
    const issued = this.#now();
    const token =
      grant.personId === undefined ? this.#legible(grant, issued) : `EwB${this.#chance.token(900)}`;
    this.#issued.set(token, { ...grant, issued, expires: issued + expiresIn * 1000 });
    return { token, expiresIn };
  }

  /**
   * Exchange's tokens for applications are JWTs, in which an administrator can read what was granted: `roles`. Nobody here checks
   * the signature, and it is none.
   */
  #legible(
    { clientId, resource, permissions }: Omit<AccessGrant, 'issued' | 'expires'>,
    issued: number,
  ): string {
    const roles = [...permissions].map((permission) => permission.slice(permission.indexOf('/') + 1));
    const aud = resource === 'mail' ? 'https://outlook.office365.com' : 'https://graph.microsoft.com';
    const claims = { aud, appid: clientId, idtyp: 'app', iat: Math.floor(issued / 1000), roles };
    const parts = [{ typ: 'JWT', alg: 'RS256' }, claims].map((part) =>
      Buffer.from(JSON.stringify(part)).toString('base64url'),
    );
    return `${parts.join('.')}.${this.#chance.token(900)}`;
  }

  /** The grant of a token that is still good. */
  valid(token: string): AccessGrant | undefined {
    const grant = this.#issued.get(token);
    return grant !== undefined && grant.expires > this.#now() ? grant : undefined;
  }

  /** Of one person, or of everybody. */
  expire(personId?: string): void {
    for (const [token, grant] of this.#issued) {
      if (personId === undefined || grant.personId === personId) {
        this.#issued.set(token, { ...grant, expires: Math.min(grant.expires, this.#now()) });
      }
    }
  }
}
