import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { notAllowed } from './refusals.ts';

/**
 * Whether a request may come from another site's page. Browsers say where a request comes from in `Sec-Fetch-Site` (W3C Fetch
 * Metadata, sent to secure addresses and localhost) and in `Origin` (on every request that is not GET or HEAD). A request with
 * neither comes from a program, which has no cookies to be tricked out of.
 */
export function isCrossSite(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host } = headers;
  if (origin === undefined || origin === ownOrigin) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/**
 * Whether a request that changes something hides where it comes from: it brings cookies, so it is a browser's, and browsers name the origin of
 * everything that is not GET or HEAD (Fetch, 3.2).
 */
export function hidesItsSite({ cookie, origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  return cookie !== undefined && origin === undefined && site === undefined;
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * The hook that refuses what another site's page sends: everything that changes something, signing in and out included, and
 * the live stream, which is a GET but stays open and tells of mail.
 */
export function refuseCrossSite(ownOrigin: () => string, alsoPaths: ReadonlySet<string>) {
  return async ({ method, routeOptions, headers }: FastifyRequest): Promise<void> => {
    const changes = !safe.has(method);
    if (changes && hidesItsSite(headers)) throw notAllowed();
    const guarded = changes || alsoPaths.has(routeOptions.url ?? '');
    if (guarded && isCrossSite(headers, ownOrigin())) throw notAllowed();
  };
}
