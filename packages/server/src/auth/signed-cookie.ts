/** Cookies as better-auth signs them: `value.signature`, URL-encoded, the signature HMAC-SHA256 over the value in base64. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** The first cookie of that name (RFC 6265 5.4 puts the most specific path first), still encoded. */
export function cookieOf(header: string, name: string): string | undefined {
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals >= 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim();
  }
  return undefined;
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

/** The value that was signed with `secret`; undefined without such a cookie, or when anything about it was altered. */
export function signedCookie(header: string, name: string, secret: string): string | undefined {
  const cookie = decoded(cookieOf(header, name) ?? '');
  const dot = cookie?.lastIndexOf('.') ?? -1;
  if (cookie === undefined || dot < 1) return undefined;
  const value = cookie.slice(0, dot);
  const told = Buffer.from(cookie.slice(dot + 1), 'base64');
  const signature = createHmac('sha256', secret).update(value).digest();
  return told.length === signature.length && timingSafeEqual(told, signature) ? value : undefined;
}
