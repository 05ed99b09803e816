/** What linking and token keeping need from an identity provider; one file per provider implements it. */
import type { ProviderAppCredentials, TokenSet } from '../../ports/accounts.ts';

/** Tokens as the provider issued them, before the store gives them a version. */
export interface IssuedTokens extends Omit<TokenSet, 'version'> {
  /** When the refresh token ends whatever happens; absent where the provider says nothing of the kind. */
  refreshExpiresAt?: Date;
}

export interface AuthorizeRequest {
  /** Absolute URL, registered at the provider character by character. */
  redirectUri: string;
  /** Fills in the user name; the person may still choose another account, so compare the identity afterwards. */
  loginHint?: string;
  /** `select_account` for a new mailbox, `consent` to mend a withdrawn permission. */
  prompt?: 'select_account' | 'consent' | 'login';
}

/** Kept with the browser session until the callback; each is good for one sign-in. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  /** PKCE verifier (RFC 7636 4.1). */
  codeVerifier: string;
}

export interface Authorization extends PendingSignIn {
  /** Where the browser is sent. */
  url: string;
}

export interface Redemption extends PendingSignIn {
  redirectUri: string;
  /** The query of the callback, unchanged. */
  parameters: URLSearchParams;
}

/** Who signed in. `tid` and `oid` together are the key of an account; the rest can change and be reused. */
export interface ProviderIdentity {
  tid: string;
  oid: string;
  userPrincipalName: string;
  /** The provider does not verify it and may leave it out. */
  email: string | null;
  name: string;
}

export interface Redeemed {
  identity: ProviderIdentity;
  tokens: IssuedTokens;
}

/** Tokens of a refresh; Microsoft says with them once more whose they are. */
export interface RefreshedTokens extends IssuedTokens {
  identity?: ProviderIdentity;
}

/** The organisation's own token: it speaks for the app, and opens the mailboxes that the app was let into. */
export interface OrganisationToken {
  accessToken: string;
  accessExpiresAt: Date;
}

export interface IdentityProvider {
  /** @throws Failure */
  authorizeUrl(app: ProviderAppCredentials, request: AuthorizeRequest): Promise<Authorization>;
  /**
   * Ends a sign-in: checks the callback's `state`, trades the code for tokens, validates the ID token.
   * @throws Failure also for what the provider put into the callback instead of a code, e.g. `consent-refused`.
   */
  redeem(app: ProviderAppCredentials, redemption: Redemption): Promise<Redeemed>;
  /**
   * Answers the refresh token to keep from now on: the rotated one, or the old one where the provider sent none.
   * @throws Failure
   */
  refresh(app: ProviderAppCredentials, refreshToken: string): Promise<RefreshedTokens>;
  /**
   * Client credentials (RFC 6749 4.4), for an app whose access is the organisation's.
   * @throws Failure also where the provider has no such access.
   */
  organisationToken(app: ProviderAppCredentials): Promise<OrganisationToken>;
}
