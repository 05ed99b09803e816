import type { ServerResponse } from 'node:http';
import { contentSecurityPolicy } from '../pages/layout.ts';
import type { Answer } from './answer.ts';

export function plain(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body };
}

/** @param now what the clock of the server shows: clients compare `Date` with theirs */
export function write(response: ServerResponse, { status, headers, body }: Answer, now: number): void {
  response.writeHead(status, {
    date: new Date(now).toUTCString(),
    'content-security-policy': contentSecurityPolicy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(body);
}

/** A mistake of this server: told to whoever runs the test, since the client only sees a 500. */
export function fail(response: ServerResponse, cause: unknown, now: number): void {
  console.error('The practice identity server failed:', cause);
  if (response.headersSent) response.destroy();
  else write(response, plain(500, 'The practice identity server failed; its log says why.'), now);
}
