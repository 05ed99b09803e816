/** Sign-in at identity providers and the tokens that come of it. */
export { type AccessToken, type AccessTokens, accessTokens } from './access-tokens.ts';
export type {
  Authorization,
  AuthorizeRequest,
  IdentityProvider,
  IssuedTokens,
  PendingSignIn,
  ProviderIdentity,
  Redeemed,
  Redemption,
} from './identity-provider.ts';
export { exchangeScopes, microsoftIdentity } from './microsoft.ts';
export { isProviderAppFailure } from './microsoft-errors.ts';
