import type { IncomingMessage } from 'node:http';

/** One request as the endpoints see it. */
export interface Exchange {
  readonly method: string;
  readonly url: URL;
  /** The first path segment where the route has one: `common`, a GUID, a domain ... */
  readonly tenant: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** No form of this protocol comes near; a larger body is a mistake or an attack. */
const BODY_LIMIT = 256 * 1024;

/** The whole body as text; undefined when it is too large. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early must not destroy the request: the connection has to live for the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > BODY_LIMIT) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * The form in the body. A body of another type is an empty form: sending JSON to the token endpoint is the classic
 * mistake, and Microsoft answers it with "parameter missing" (AADSTS900144).
 */
export function formOf(exchange: Exchange): URLSearchParams {
  const type = exchange.headers['content-type'] ?? '';
  return new URLSearchParams(type.startsWith('application/x-www-form-urlencoded') ? exchange.body : '');
}

export function cookieOf(exchange: Exchange, name: string): string | undefined {
  for (const pair of (exchange.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}

/** User name and password of RFC 6749 section 2.3.1: both are form-encoded inside HTTP Basic. */
export function basicCredentials(
  exchange: Exchange,
): { readonly user: string; readonly password: string } | undefined {
  const [scheme, encoded] = (exchange.headers.authorization ?? '').split(' ', 2);
  if (scheme?.toLowerCase() !== 'basic' || encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon === -1) return undefined;
  return { user: formDecode(text.slice(0, colon)), password: formDecode(text.slice(colon + 1)) };
}

/** Text that is no valid encoding stands for itself: many clients skip the encoding. */
function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
