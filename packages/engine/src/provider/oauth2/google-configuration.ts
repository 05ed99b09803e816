/** Where Google's endpoints are: discovery (OpenID Connect Discovery 1.0), held to hosts that are Google's. */
import * as client from 'openid-client';
import type { Clock } from '../../ports/clock.ts';
import { authorityUrl, clearText, holdTo, requestTimeout, send } from './authority.ts';
import { clientAuthentication } from './client-authentication.ts';
import { type Configurations, configurationCache } from './configuration-cache.ts';

/** The authority that Google's document is asked at names a token endpoint on a host of its own. */
const tokenOrigins: Readonly<Record<string, string>> = {
  'https://accounts.google.com': 'https://oauth2.googleapis.com',
};

export function googleConfigurations(clock: Clock): Configurations {
  return configurationCache(clock, async (app, credential) => {
    const authority = authorityUrl(app.cloud.authority);
    const configuration = await client.discovery(
      authority,
      app.clientId,
      undefined,
      credential === null ? client.None() : clientAuthentication(credential),
      { timeout: requestTimeout, [client.customFetch]: send, execute: clearText(authority) },
    );
    const { issuer, authorization_endpoint, token_endpoint } = configuration.serverMetadata();
    holdTo(authority, authority.origin, [issuer, authorization_endpoint]);
    holdTo(authority, tokenOrigins[authority.origin] ?? authority.origin, [token_endpoint]);
    return configuration;
  });
}
