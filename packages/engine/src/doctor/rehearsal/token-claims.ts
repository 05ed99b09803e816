/**
 * What an access token says of itself. Tokens are opaque to whoever only carries them ("Access tokens in the Microsoft identity
 * platform"), and those of personal accounts can be read by nobody; the doctor looks where it can, and decides nothing else by it.
 */
export interface TokenClaims {
  audience: string | null;
  /** Application permissions; null where the token is none of an application. */
  roles: readonly string[] | null;
}

/** @returns null for a token that is no JWT (RFC 7519). */
export function tokenClaims(token: string): TokenClaims | null {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    if (typeof claims !== 'object' || claims === null) return null;
    const { aud, roles } = claims as Readonly<Record<string, unknown>>;
    return {
      audience: typeof aud === 'string' ? aud : null,
      roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : null,
    };
  } catch {
    return null;
  }
}

/** Microsoft Graph by its names and by its number ("Verify first-party Microsoft applications"). */
export function isGraph(audience: string): boolean {
  return (
    audience === '00000003-0000-0000-c000-000000000000' ||
    /^https:\/\/[\w.-]*graph\.[\w.]+\/?$/i.test(audience) ||
    audience === 'https://microsoftgraph.chinacloudapi.cn'
  );
}
