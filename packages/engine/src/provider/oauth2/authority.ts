/** The authority that the administrator chose, and what holds requests to it. */
import { Failure } from '@mailroom/model';
import * as client from 'openid-client';
import { isLoopbackName } from '../egress/loopback.ts';

/** Seconds for one request; identity providers answer in one or two. */
export const requestTimeout = 20;

/** The library's body type knows views of shared memory, which it never sends and `fetch` does not take. */
export const send: client.CustomFetch = (url, init) => fetch(url, init as RequestInit);

/**
 * A clear-text authority would hand secrets to whoever listens; on this machine's own loopback nobody else does.
 * @throws Failure host-refused-by-policy
 */
export function authorityUrl(text: string): URL {
  const url = new URL(text);
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname))) return url;
  throw new Failure({
    origin: 'administrator',
    kind: 'host-refused-by-policy',
    next: { do: 'ask-administrator' },
    detail: { host: url.host },
  });
}

/** What the library must be told so that it speaks to an authority that `authorityUrl` let pass in clear text. */
export function clearText({ protocol }: URL): ((configuration: client.Configuration) => void)[] {
  return protocol === 'http:' ? [client.allowInsecureRequests] : [];
}

/**
 * Secrets and codes go to the authority that the administrator chose, whatever its document says (RFC 9700 4.4).
 * @throws Failure authority-failed
 */
export function holdTo(authority: URL, origin: string, endpoints: readonly (string | undefined)[]): void {
  for (const url of endpoints) {
    if (url !== undefined && new URL(url).origin === origin) continue;
    throw new Failure({
      origin: 'provider',
      kind: 'authority-failed',
      next: { do: 'ask-administrator' },
      code: 'discovery',
      detail: { host: authority.host },
    });
  }
}
