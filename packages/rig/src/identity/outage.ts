import type { Answer } from './http/answer.ts';

/** A page such as proxies and portals put in front of a sign-in they do not let through: 200, and HTML where JSON belongs. */
const PORTAL: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Welcome to our network</title><p>Please accept the terms of use.</p>',
};

/** What stands between every client and the whole server, when something does. */
export class Outage {
  #kind: 'html' | 'unreachable' | undefined;

  /** `unreachable` closes every connection without an answer; `undefined` ends the outage. */
  set(kind: 'html' | 'unreachable' | undefined): void {
    this.#kind = kind;
  }

  /** What every request is answered with; undefined when there is no outage. */
  answer(): Answer | 'cut' | undefined {
    if (this.#kind === undefined) return undefined;
    return this.#kind === 'html' ? PORTAL : 'cut';
  }
}
