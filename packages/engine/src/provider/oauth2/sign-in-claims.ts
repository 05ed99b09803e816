/** Who signed in, from the claims of an ID token: what never changes, and the address that the provider answers for. */
import type * as client from 'openid-client';
import type { SignInAt } from './sign-in.ts';

export interface SignInIdentity {
  /** Unchanging and never given to somebody else, unlike an address. */
  subject: string;
  /** An address that is certainly this person's; null where the provider does not say so, and a stranger could have chosen it. */
  address: string | null;
  name: string;
}

/** Directories in which anybody can register any name: theirs is no proof of an address. */
const openTenants: ReadonlySet<string> = new Set(['common', 'organizations', 'consumers']);

/**
 * @returns null where the claims do not tell.
 *
 * Microsoft does not verify `email` ("ID token claims reference": mutable, not for authorization), so a directory's administrator could
 * put anybody's there. A user principal name is of a domain that the directory proved to own; that counts where the app is for one
 * directory, which the organisation chose itself.
 */
export function claimedSignIn(at: SignInAt, claims: client.IDToken | undefined): SignInIdentity | null {
  if (claims === undefined) return null;
  const text = (name: string): string | null => {
    const value = claims[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const email = text('email');
  if (at.kind === 'app' && at.app.provider === 'microsoft') {
    const tid = text('tid');
    const oid = text('oid');
    if (tid === null || oid === null) return null;
    const principal = text('preferred_username');
    const proven = !openTenants.has(at.app.tenant.toLowerCase());
    return {
      subject: `${tid}.${oid}`,
      address: proven && principal?.includes('@') ? principal.toLowerCase() : null,
      name: text('name') ?? principal ?? '',
    };
  }
  const proven = claims.email_verified === true;
  return {
    subject: at.kind === 'app' ? claims.sub : `${claims.iss}#${claims.sub}`,
    address: proven && email !== null ? email.toLowerCase() : null,
    name: text('name') ?? email ?? '',
  };
}
