/** Where Microsoft's endpoints are: discovery (OpenID Connect Discovery 1.0), held to the authority that the administrator chose. */
import * as client from 'openid-client';
import type { AppCredential, ProviderAppCredentials } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import { authorityUrl, clearText, holdTo, requestTimeout, send } from './authority.ts';
import { clientAuthentication } from './client-authentication.ts';
import { watchingClock } from './clock-skew.ts';
import { type Configurations, configurationCache } from './configuration-cache.ts';

export const microsoftConfigurations = (clock: Clock): Configurations => configurationCache(clock, discover);

/**
 * openid-client resolves the `{tenantid}` that Microsoft's discovery document has for an issuer against the ID token's own `tid`,
 * but knows Microsoft only by the origin of the global cloud. National clouds follow the same rule, so discovery is addressed
 * by that origin and the request sent to the cloud's authority; what comes back is held to that authority below.
 */
const globalOrigin = 'https://login.microsoftonline.com';

async function discover(
  app: ProviderAppCredentials,
  credential: AppCredential | null,
): Promise<client.Configuration> {
  const authority = authorityUrl(app.cloud.authority);
  const path = `/${encodeURIComponent(app.tenant)}/v2.0`;
  const metadata: Partial<client.ClientMetadata> = {};
  const configuration = await client.discovery(
    new URL(path, globalOrigin),
    app.clientId,
    // Read once the document has arrived, and with it the time.
    metadata,
    credential === null ? client.None() : clientAuthentication(credential),
    {
      timeout: requestTimeout,
      [client.customFetch]: watchingClock(
        (url, init) => send(url.replace(globalOrigin, authority.origin), init),
        (skew) => {
          metadata[client.clockSkew] = skew;
        },
      ),
      execute: clearText(authority),
    },
  );
  configuration[client.customFetch] = send;
  const { issuer, authorization_endpoint, token_endpoint } = configuration.serverMetadata();
  holdTo(authority, authority.origin, [issuer, authorization_endpoint, token_endpoint]);
  return configuration;
}
