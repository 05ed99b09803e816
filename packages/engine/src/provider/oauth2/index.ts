/** Sign-in at identity providers and the tokens that come of it. */
export { type AccessToken, type AccessTokens, accessTokens } from './access-tokens.ts';
export { credentialJournal } from './credential-journal.ts';
export { googleScopes } from './google.ts';
export type {
  Authorization,
  AuthorizeRequest,
  IdentityProvider,
  IssuedTokens,
  OrganisationToken,
  PendingSignIn,
  ProviderIdentity,
  Redeemed,
  Redemption,
  RefreshedTokens,
} from './identity-provider.ts';
export { identityProviders } from './identity-providers.ts';
export { delegateOf, missingPermission } from './mailbox-permission.ts';
export { exchangeScopes, microsoftIdentity, organisationScope } from './microsoft.ts';
export { isProviderAppFailure } from './microsoft-errors.ts';
export type { OpenIdProvider } from './openid.ts';
export { type SignInAt, type SignInClient, signInClient, signInStatePrefix } from './sign-in.ts';
export type { SignInIdentity } from './sign-in-claims.ts';
export { type CredentialJudged, tryCredentials } from './try-credentials.ts';
