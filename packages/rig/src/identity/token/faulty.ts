import { type Answer, json } from '../http/answer.ts';
import type { TokenFault } from './traffic.ts';

/** What a scripted fault answers. */
export function faulty({ status = 500, headers, body }: TokenFault): Answer {
  if (typeof body !== 'string') return json(body ?? {}, status, headers);
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}
