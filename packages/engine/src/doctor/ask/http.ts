/** One HTTP request of the doctor's: redirections are answers, bodies are bounded, and what failed is a `Failure`. */
import { Failure } from '@mailroom/model';
import type { Clock } from '../../ports/clock.ts';
import { unreachable } from '../../provider/oauth2/authority-failure.ts';

export interface HttpAnswer {
  status: number;
  /** Absolute; null where the answer is no redirection. */
  location: URL | null;
  body: string;
  /** The provider's clock, from the `Date` header (RFC 9110 6.6.1). */
  date: Date | null;
  /** This machine's clock half-way between question and answer. */
  at: Date;
}

/** Error pages of sign-in services are some 100 KB of script around one sentence. */
const longestBody = 512 * 1024;

export async function askHttp(
  url: URL,
  init: Pick<RequestInit, 'method' | 'body' | 'headers'>,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<HttpAnswer> {
  const begun = clock.monotonic();
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal });
    const took = clock.monotonic() - begun;
    const location = response.headers.get('location');
    const date = Date.parse(response.headers.get('date') ?? '');
    return {
      status: response.status,
      location: location !== null && URL.canParse(location, url) ? new URL(location, url) : null,
      date: Number.isNaN(date) ? null : new Date(date),
      at: new Date(clock.now().getTime() - took / 2),
      body: await boundedText(response),
    };
  } catch (thrown) {
    throw failureOf(thrown, url.host);
  }
}

async function boundedText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  while (reader !== undefined && size < longestBody) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    size += value.byteLength;
  }
  await reader?.cancel();
  return Buffer.concat(pieces).subarray(0, longestBody).toString('utf8');
}

function failureOf(thrown: unknown, host: string): Failure {
  const known = unreachable(host, thrown);
  if (known !== null) return known;
  return new Failure({
    origin: 'network',
    kind: 'authority-unreachable',
    next: { do: 'wait', until: null },
    code: thrown instanceof Error && thrown.name === 'TimeoutError' ? 'timeout' : null,
    detail: { host },
    cause: thrown,
  });
}

/** The fields of a JSON object, or null for anything else. */
export function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
