/** Signature Version 4, checked as Amazon's "Authenticating Requests (AWS Signature Version 4)" says, by its own reckoning. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Keys {
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** RFC 3986 unreserved characters stay; everything else is percent-encoded in capitals. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

/** Whether the request is signed with these keys for the service `s3`, within a quarter of an hour of `now`. */
export function isSigned(request: IncomingMessage, keys: Keys, now: Date): boolean {
  const url = new URL(request.url ?? '/', 'http://bucket');
  const [, credential = '', names = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    ) ?? [];
  const [accessKeyId, date = '', region, service] = credential.split('/');
  const at = String(request.headers['x-amz-date'] ?? '');
  const time = at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  if (accessKeyId !== keys.accessKeyId || region !== keys.region || service !== 's3') return false;
  if (!at.startsWith(date) || !(Math.abs(Date.parse(time) - now.getTime()) < 15 * 60_000)) return false;

  const signed = names.split(';');
  if (!['host', 'x-amz-content-sha256', 'x-amz-date'].every((name) => signed.includes(name))) return false;
  const canonical = [
    request.method,
    url.pathname
      .split('/')
      .map((part) => encode(decodeURIComponent(part)))
      .join('/'),
    canonicalQuery(url.searchParams),
    ...signed.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}`),
    '',
    names,
    request.headers['x-amz-content-sha256'],
  ].join('\n');
  const scope = `${date}/${keys.region}/s3/aws4_request`;
  const day = hmac(`AWS4${keys.secretAccessKey}`, date);
  const key = hmac(hmac(hmac(day, keys.region), 's3'), 'aws4_request');
  const expected = hmac(key, `AWS4-HMAC-SHA256\n${at}\n${scope}\n${sha256(canonical)}`);
  return timingSafeEqual(expected, Buffer.from(signature, 'hex'));
}
