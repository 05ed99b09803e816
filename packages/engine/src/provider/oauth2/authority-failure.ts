/** Failures on the way to an identity provider: name not found, no answer in time, an answer that is not OAuth's. */
import { Failure } from '@mailroom/model';
import { isCertificateCode } from '../egress/connection-failure.ts';

/** The operating system's, TLS's or fetch's code below a failed request; fetch hides it one or two causes deep. */
function transportCode(thrown: unknown): string | null {
  if (thrown instanceof Error && 'code' in thrown && thrown.code === 'OAUTH_TIMEOUT') return 'timeout';
  let at = thrown;
  for (let depth = 0; depth < 4 && at instanceof Error; depth += 1) {
    if ('code' in at && typeof at.code === 'string' && !at.code.startsWith('OAUTH_')) return at.code;
    at = at.cause;
  }
  // A port that fetch never connects to, and whatever else it has no code for.
  return thrown instanceof TypeError && thrown.message === 'fetch failed' ? 'fetch failed' : null;
}

/**
 * A request that got no usable answer: none of these says anything about the grant, so none asks a person to reconnect.
 * @returns null when `thrown` is not of the transport.
 */
export function unreachable(host: string, thrown: unknown): Failure | null {
  const code = transportCode(thrown);
  if (code === null) return null;
  return new Failure({
    origin: 'network',
    kind: isCertificateCode(code) ? 'certificate-invalid' : 'authority-unreachable',
    next: { do: 'wait', until: null },
    code,
    detail: { host },
    cause: thrown,
  });
}

/** HTTP 429 and 5xx, or a page where JSON was due (a captive portal, a proxy's error page). */
export function answeredWrongly(
  host: string,
  response: Response,
  retryAt: Date | null,
  cause: unknown,
): Failure {
  return new Failure({
    origin: 'provider',
    kind: 'authority-failed',
    next: { do: 'wait', until: retryAt?.toISOString() ?? null },
    code: `HTTP ${response.status}`,
    detail: { host },
    cause,
  });
}

const longestWait = 24 * 60 * 60;

/** Retry-After (RFC 9110 10.2.3), in seconds or as a date; nonsense and more than a day are ignored. */
export function retryAfter(response: Response, now: Date): Date | null {
  const header = response.headers.get('retry-after')?.trim();
  if (!header) return null;
  const at = /^\d{1,6}$/.test(header) ? now.getTime() + Number(header) * 1000 : Date.parse(header);
  const wait = (at - now.getTime()) / 1000;
  return wait > 0 && wait <= longestWait ? new Date(at) : null;
}
