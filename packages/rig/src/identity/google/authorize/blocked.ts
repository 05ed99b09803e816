import { type Answer, page } from '../../http/answer.ts';
import type { Exchange } from '../../http/exchange.ts';
import type { Google } from '../google.ts';
import { AccessBlocked, isBlockedError } from '../refusals.ts';
import { blockedPage } from './pages.ts';

/**
 * The page of a refusal that the application never hears of. Its address holds the refusal: `authError` is base64url of a protocol
 * buffer with the error, the words and the HTTP status.
 */
export function blockedAt({ error, message, status }: AccessBlocked, clientId: string | null): string {
  const bytes = Buffer.concat([
    textField(1, error),
    textField(2, message),
    Buffer.from([STATUS_TAG, (status & 0x7f) | 0x80, status >> 7]),
  ]);
  const query = new URLSearchParams({
    authError: bytes.toString('base64url'),
    ...(clientId === null ? {} : { client_id: clientId }),
    flowName: 'GeneralOAuthFlow',
  });
  return `/signin/oauth/error?${query}`;
}

/** GET `/signin/oauth/error`. @throws AccessBlocked invalid_request for an address that holds no refusal */
export function showBlocked(_google: Google, { url }: Exchange): Answer {
  const bytes = Buffer.from(url.searchParams.get('authError') ?? '', 'base64url');
  const [error, at] = readText(bytes, 0);
  const [words] = readText(bytes, at);
  if (!isBlockedError(error)) throw new AccessBlocked('invalid_request', 'The address holds no refusal.');
  const blocked = new AccessBlocked(error, words);
  return page(blockedPage(blocked), blocked.status);
}

/** Field 4, a number. */
const STATUS_TAG = 0x20;

/** Tag, length in seven bits a byte, bytes; 16,383 bytes at most ("Encoding", Protocol Buffers). */
function textField(number: number, text: string): Buffer {
  const bytes = Buffer.from(text).subarray(0, 0x3fff);
  const { length } = bytes;
  const size = length < 0x80 ? [length] : [(length & 0x7f) | 0x80, length >> 7];
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...size]), bytes]);
}

/** The text at `at`, and where the next one begins. */
function readText(bytes: Buffer, at: number): [string, number] {
  const low = bytes[at + 1] ?? 0;
  const long = low >= 0x80;
  const length = long ? (low & 0x7f) | ((bytes[at + 2] ?? 0) << 7) : low;
  const start = at + (long ? 3 : 2);
  return [bytes.subarray(start, start + length).toString(), start + length];
}
