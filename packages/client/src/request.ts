import type { Route } from '@mailroom/model/api/index';

/** The parts a caller may hand to a route, before they are typed by it. */
export interface RequestParts {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** What goes on the wire for one call. `path` has its parameters filled in and percent-encoded (RFC 3986 2.1). */
export interface WireRequest {
  method: Route['method'];
  path: string;
  body: string | undefined;
}

/** Fills a route's path, query and body; a path parameter that is missing is a fault of the caller and throws. */
export function wireRequest(route: Route, parts: RequestParts): WireRequest {
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = parts.params?.[name];
    if (value === undefined) throw new TypeError(`${route.method} ${route.path} needs the parameter ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parts.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const query = search.size > 0 ? `?${search}` : '';
  return {
    method: route.method,
    path: `${path}${query}`,
    body: parts.body === undefined ? undefined : JSON.stringify(parts.body),
  };
}
