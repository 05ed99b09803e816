import { randomBytes } from 'node:crypto';
import type { Exchange } from '../http/exchange.ts';
import { cookieOf } from '../http/exchange.ts';

/** A browser, known by its cookie, and who has signed in with it. */
export interface Browser {
  readonly id: string;
  /** Stands in every form; a form without it was not made for this browser (CSRF). */
  readonly canary: string;
  /** Identifiers of people, the latest first. */
  people: readonly string[];
}

export class Browsers {
  readonly #known = new Map<string, Browser>();

  /** @param port cookies do not distinguish ports, and several servers share `localhost` */
  of(exchange: Exchange, port: string): Browser | undefined {
    return this.#known.get(cookieOf(exchange, cookieName(port)) ?? '');
  }

  /** Not drawn from the seed: after a restart a browser with an old cookie must not turn out to be somebody else. */
  open(): Browser {
    const [id, canary] = [randomBytes(24).toString('base64url'), randomBytes(24).toString('base64url')];
    const browser = { id, canary, people: [] };
    this.#known.set(browser.id, browser);
    return browser;
  }

  cookie(browser: Browser, port: string): string {
    return `${cookieName(port)}=${browser.id}; Path=/; HttpOnly; SameSite=Lax`;
  }

  remember(browser: Browser, personId: string): void {
    browser.people = [personId, ...browser.people.filter((other) => other !== personId)];
  }

  forget(browser: Browser, personId?: string): void {
    browser.people = personId === undefined ? [] : browser.people.filter((other) => other !== personId);
  }

  forgetEverywhere(personId: string): void {
    for (const browser of this.#known.values()) this.forget(browser, personId);
  }
}

function cookieName(port: string): string {
  return `practice_sign_in_${port}`;
}
