/** Where Google's endpoints are: discovery (OpenID Connect Discovery 1.0), held to hosts that are Google's. */
import * as client from 'openid-client';
import type { Clock } from '../../ports/clock.ts';
import { authorityUrl, clearText, holdTo, requestTimeout, send } from './authority.ts';
import { clientAuthentication } from './client-authentication.ts';
import { watchingClock } from './clock-skew.ts';
import { type Configurations, configurationCache } from './configuration-cache.ts';

const tokenOrigins: Readonly<Record<string, string>> = {
  'https://accounts.google.com': 'https://oauth2.googleapis.com',
};

/** Where codes and secrets may be sent: at Google a host beside the one that people sign in at. */
export function googleTokenOrigin(authority: URL): string {
  return tokenOrigins[authority.origin] ?? authority.origin;
}

export function googleConfigurations(clock: Clock): Configurations {
  return configurationCache(clock, async (app, credential) => {
    const authority = authorityUrl(app.cloud.authority);
    const metadata: Partial<client.ClientMetadata> = {};
    const configuration = await client.discovery(
      authority,
      app.clientId,
      // Read once the document has arrived, and with it the time.
      metadata,
      credential === null ? client.None() : clientAuthentication(credential),
      {
        timeout: requestTimeout,
        [client.customFetch]: watchingClock(send, (skew) => {
          metadata[client.clockSkew] = skew;
        }),
        execute: clearText(authority),
      },
    );
    configuration[client.customFetch] = send;
    const { issuer, authorization_endpoint, token_endpoint } = configuration.serverMetadata();
    holdTo(authority, authority.origin, [issuer, authorization_endpoint]);
    holdTo(authority, googleTokenOrigin(authority), [token_endpoint]);
    return configuration;
  });
}
