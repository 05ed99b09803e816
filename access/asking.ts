/** Asks as somebody, and keeps whatever an answer told that statement.ts does not allow, or kept back that it does. */
import { failureBody } from '@mailroom/model';
import type { Answer, Browser } from '@mailroom/server/testing/browser';
import { type Ids, type Request, requestFor } from './requests.ts';
import { mayDo, mayRead, type PersonName } from './statement.ts';
import type { World } from './world.ts';

export interface Findings {
  routes: number;
  requests: number;
  leaks: string[];
  wronglyDenied: string[];
}

export class Asking {
  readonly world: World;
  readonly findings: Findings = { routes: 0, requests: 0, leaks: [], wronglyDenied: [] };

  constructor(world: World) {
    this.world = world;
  }

  /** As one of the six, with the session of their browser: whatever they are told is looked at for words of mail. */
  async ask(person: PersonName, request: Request): Promise<Answer> {
    const answer = await this.askIn(this.world.browsers[person], request);
    this.words(person, `${request.method ?? 'GET'} ${request.path}`, answer.text);
    return answer;
  }

  /** The same for a route and its ids. */
  async route(person: PersonName, name: string, ids: Ids): Promise<Answer> {
    const answer = await this.askIn(this.world.browsers[person], requestFor(name, ids));
    this.words(person, name, answer.text);
    return answer;
  }

  async askIn(browser: Browser, { path, ...options }: Request): Promise<Answer> {
    this.findings.requests += 1;
    if (path.startsWith('/api/v1/live')) return this.#stream(browser, path, options);
    return browser.ask(path, options);
  }

  /** A stream does not end by itself: what it tells up to a change of the person's own, made once it is open, is its answer. */
  async #stream(browser: Browser, path: string, options: Omit<Request, 'path'>): Promise<Answer> {
    const response = await browser.request(path, options);
    const { status, headers } = response;
    if (status !== 200) {
      const refused = await response.text();
      return { status, headers, text: refused, json: JSON.parse(refused) };
    }
    const { cursor } = JSON.parse((await browser.ask('/api/v1/me')).text);
    await browser.ask('/api/v1/me', { method: 'PATCH', body: { name: `Known at ${cursor}` } });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let last = 0; last <= cursor; ) {
      const chunk = await reader?.read();
      if (!chunk || chunk.done) break;
      text += chunk.value;
      const told = [...text.matchAll(/^id: (\d+)\ndata: .*"noun":"person"/gm)];
      last = Number(told.at(-1)?.[1] ?? 0);
    }
    await reader?.cancel();
    return { status, headers, text, json: undefined };
  }

  compare(person: string, what: string, found: boolean, expected: boolean): void {
    if (found && !expected) this.findings.leaks.push(`${person}: ${what}`);
    if (!found && expected) this.findings.wronglyDenied.push(`${person}: ${what}`);
  }

  leak(person: string, what: string, answer?: Answer): void {
    const told = answer ? `: ${answer.status} ${answer.text.slice(0, 200)}` : '';
    this.findings.leaks.push(`${person}: ${what}${told}`);
  }

  denied(person: string, what: string, answer?: Answer): void {
    const told = answer ? `: ${answer.status} ${answer.text.slice(0, 200)}` : '';
    this.findings.wronglyDenied.push(`${person}: ${what}${told}`);
  }

  /** No answer holds a word of mail that the person may not read, or an address of an account that they may not know of. */
  words(person: PersonName, what: string, text: string): void {
    for (const [word, account = '', message = ''] of text.matchAll(/quark([a-z]+\d)([xym][12])/g)) {
      if (!mayRead(person, account, message)) this.leak(person, `${what} told ${word}`);
    }
    // Administrators know of every account, by the routes of administrators and the audit log.
    if (person === 'ada') return;
    for (const [address, account = ''] of text.matchAll(/([a-z]+\d)@quarks\.example/g)) {
      if (!mayDo(person, account, 'see')) this.leak(person, `${what} told ${address}`);
    }
  }
}

/** An answer as it compares with another: what is somebody else's must look like what never was. */
export function shapeOf({ status, text }: Answer): string {
  return `${status} ${text}`;
}

/** What says that somebody may not do this at all, whatever they ask for. */
const shutOut: ReadonlySet<string | undefined> = new Set([
  'not-signed-in',
  'not-allowed',
  'key-scope-missing',
  'second-factor-demanded',
]);

export function isShutOut(answer: Answer): boolean {
  return shutOut.has(refusalOf(answer));
}

/** The kind of a refusal; undefined for what is none. */
export function refusalOf({ json }: Answer): string | undefined {
  return failureBody.safeParse(json).data?.failure.kind;
}
