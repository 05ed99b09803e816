/** Whatever openid-client throws, as a failure: a provider's refusal, a service that is down, or an answer that is not for us. */
import { Failure } from '@mailroom/model';
import * as client from 'openid-client';
import { answeredWrongly, retryAfter, unreachable } from './authority-failure.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * @param refusal reads the fields of an OAuth error answer (RFC 6749 4.1.2.1 and 5.2).
 * @param errorInPage finds them in a page that was meant for a browser; null where there are none.
 */
export async function thrownFailure(
  thrown: unknown,
  { host, now }: { host: string; now: Date },
  refusal: (fields: Fields, retryAt: Date | null) => Failure,
  errorInPage: (page: string) => Fields | null = () => null,
): Promise<Failure> {
  const own = failureBelow(thrown);
  if (own !== null) return own;
  const response = responseBelow(thrown);
  const retryAt = response === null ? null : retryAfter(response, now);
  if (response !== null && (response.status === 429 || response.status >= 500)) {
    return answeredWrongly(host, response, retryAt, thrown);
  }
  const fields = await errorFields(thrown, response, errorInPage);
  if (fields !== null) return refusal(fields, retryAt);
  if (response !== null) return answeredWrongly(host, response, retryAt, thrown);
  return unreachable(host, thrown) ?? distrusted(thrown, host);
}

/** What the app's own proof failed with before anything was sent; openid-client wraps it. */
function failureBelow(thrown: unknown): Failure | null {
  let at = thrown;
  for (let depth = 0; depth < 4 && at instanceof Error; depth += 1) {
    if (at instanceof Failure) return at;
    at = at.cause;
  }
  return null;
}

/** The HTTP answer that openid-client could not accept; it stands in `response`, or below as the cause. */
function responseBelow(thrown: unknown): Response | null {
  let at = thrown;
  for (let depth = 0; depth < 4; depth += 1) {
    if (at instanceof Response) return at;
    if (!(at instanceof Error)) return null;
    if ('response' in at && at.response instanceof Response) return at.response;
    at = at.cause;
  }
  return null;
}

async function errorFields(
  thrown: unknown,
  response: Response | null,
  errorInPage: (page: string) => Fields | null,
): Promise<Fields | null> {
  if (thrown instanceof client.AuthorizationResponseError) return Object.fromEntries(thrown.cause);
  if (thrown instanceof client.ResponseBodyError) return { ...thrown.cause };
  // A 401 that also carries WWW-Authenticate is thrown with its body unread, and so is every refusal of discovery.
  if (response === null || response.bodyUsed) return null;
  const text = await response.text().catch(() => '');
  const body = parseObject(text);
  return typeof body?.error === 'string' ? body : errorInPage(text);
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

/** The answer arrived but does not belong to this sign-in: wrong state, nonce, issuer or audience. */
function distrusted(thrown: unknown, host: string): Failure {
  const code = thrown instanceof client.ClientError ? (thrown.code ?? null) : null;
  if (code === null) return new Failure({ origin: 'mailroom', kind: 'unexpected', cause: thrown });
  return new Failure({
    origin: 'provider',
    kind: claimBelow(thrown) === 'iss' ? 'tenant-mismatch' : 'link-expired',
    next: { do: 'retry' },
    code,
    detail: { host },
    cause: thrown,
  });
}

function claimBelow(thrown: unknown): string | null {
  let at = thrown;
  for (let depth = 0; depth < 5 && typeof at === 'object' && at !== null; depth += 1) {
    if ('claim' in at && typeof at.claim === 'string') return at.claim;
    at = 'cause' in at ? at.cause : null;
  }
  return null;
}
