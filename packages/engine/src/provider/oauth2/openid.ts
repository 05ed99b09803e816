/** Any OpenID provider that the operator named, for signing in to Mailroom: discovery (OpenID Connect Discovery 1.0), and its refusals. */
import * as client from 'openid-client';
import type { Clock } from '../../ports/clock.ts';
import { authorityUrl, clearText, requestTimeout, send } from './authority.ts';
import { googleFailure, readGoogleError } from './google-errors.ts';
import type { Phase } from './refusal.ts';
import { thrownFailure } from './thrown-failure.ts';

export interface OpenIdProvider {
  /** Issuer identifier; discovery is addressed by it, and every ID token must name it. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** Discovery documents change rarely; a key or endpoint that moved is found within the hour. */
const discoveryLifetime = 60 * 60 * 1000;

export type AskOpenId = <T>(during: Phase, ask: (config: client.Configuration) => Promise<T>) => Promise<T>;

/** How the provider is asked: one discovery an hour, and a failure for what goes wrong. */
export function openIdRequests(
  { issuer, clientId, clientSecret }: OpenIdProvider,
  clock: Pick<Clock, 'now' | 'monotonic'>,
): AskOpenId {
  let known: { until: number; configuration: Promise<client.Configuration> } | undefined;

  function configured(): Promise<client.Configuration> {
    if (known && clock.monotonic() < known.until) return known.configuration;
    const configuration = discover();
    known = { until: clock.monotonic() + discoveryLifetime, configuration };
    configuration.catch(() => {
      if (known?.configuration === configuration) known = undefined;
    });
    return configuration;
  }

  async function discover(): Promise<client.Configuration> {
    const authority = authorityUrl(issuer);
    const configuration = await client.discovery(
      authority,
      clientId,
      undefined,
      client.ClientSecretPost(clientSecret),
      { timeout: requestTimeout, [client.customFetch]: send, execute: clearText(authority) },
    );
    configuration[client.customFetch] = send;
    return configuration;
  }

  return async (during, ask) => {
    try {
      return await ask(await configured());
    } catch (cause) {
      const at = { host: new URL(issuer).host, now: clock.now() };
      // The errors of OAuth itself (RFC 6749 4.1.2.1, 5.2), which Google keeps to.
      throw await thrownFailure(cause, at, (fields, retryAt) =>
        googleFailure(readGoogleError(fields), { during, credential: null, retryAt, cause }),
      );
    }
  };
}
