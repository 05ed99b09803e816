import type { ProviderKind } from '@mailroom/model';
import type { ProviderAppCredentials } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import { googleIdentity } from './google.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { microsoftIdentity } from './microsoft.ts';
import type { CredentialJudged } from './try-credentials.ts';

/**
 * Every identity provider behind one: each request goes to the one that the provider app is registered at. A new provider is one file
 * and one line here.
 */
export function identityProviders(options: { clock: Clock; judged?: CredentialJudged }): IdentityProvider {
  const providers: Readonly<Record<ProviderKind, IdentityProvider>> = {
    microsoft: microsoftIdentity(options),
    google: googleIdentity(options),
  };
  const of = ({ provider }: ProviderAppCredentials): IdentityProvider => providers[provider];
  return {
    authorizeUrl: (app, request) => of(app).authorizeUrl(app, request),
    redeem: (app, redemption) => of(app).redeem(app, redemption),
    refresh: (app, refreshToken) => of(app).refresh(app, refreshToken),
    organisationToken: (app) => of(app).organisationToken(app),
  };
}
