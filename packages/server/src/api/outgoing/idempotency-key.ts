import type { IncomingHttpHeaders } from 'node:http';
import { invalidRequest } from '../../http/refusals.ts';

const form = /^[\x21-\x7e]{1,200}$/;

/** The `Idempotency-Key` of a request, or null: a request without one is a request of its own, however often it comes. */
export function idempotencyKey(headers: IncomingHttpHeaders): string | null {
  const key = headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !form.test(key))
    throw invalidRequest({ 'idempotency-key': 'invalid_format' });
  return key;
}
