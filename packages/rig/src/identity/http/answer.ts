import type { Html } from './html.ts';

/** What an endpoint answers; the server writes it to the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function json(body: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(body),
  };
}

export function page(html: Html, status = 200, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: html.text,
  };
}

/** 302 after a GET, 303 after a POST, so that the browser never repeats a form at the next address. */
export function redirect(to: string, status: 302 | 303): Answer {
  return { status, headers: { location: to, 'cache-control': 'no-store' }, body: '' };
}

export function withCookie(answer: Answer, cookie: string): Answer {
  return { ...answer, headers: { ...answer.headers, 'set-cookie': cookie } };
}
