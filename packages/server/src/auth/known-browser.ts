/**
 * A browser in which somebody signed in before: its attempts at their address are counted by themselves. Otherwise whoever guesses at an
 * address, from anywhere and for as long as they like, would keep its owner out for as long ("Slow Down Online Guessing Attacks with Device
 * Cookies", OWASP). The cookie opens nothing; it only says which count an attempt belongs to.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { signInPath } from './auth.ts';
import { cookieOf } from './signed-cookie.ts';

const name = 'mailroom.known_browser';
const lifetimeSeconds = 400 * 24 * 60 * 60;

export class KnownBrowsers {
  readonly #key: Buffer;
  readonly #secure: () => boolean;

  /** @param key 32 bytes, for this purpose alone. */
  constructor(key: Buffer, secure: () => boolean) {
    this.#key = key;
    this.#secure = secure;
  }

  /** The `Set-Cookie` of a browser in which somebody has proven that the address is theirs. */
  remember(address: string): string {
    const id = randomBytes(16).toString('base64url');
    const value = `${id}.${this.#mac(id, address).toString('base64url')}`;
    const secure = this.#secure() ? '; Secure' : '';
    return `${this.#name()}=${value}; Max-Age=${lifetimeSeconds}; Path=${signInPath}; HttpOnly; SameSite=Strict${secure}`;
  }

  /** Which browser it is, or null for one in which nobody has signed in with that address. */
  idOf(cookies: string, address: string): string | null {
    const [id = '', mac = ''] = (cookieOf(cookies, this.#name()) ?? '').split('.');
    const told = Buffer.from(mac, 'base64url');
    const own = this.#mac(id, address);
    return told.length === own.length && timingSafeEqual(told, own) ? id : null;
  }

  #name(): string {
    return this.#secure() ? `__Secure-${name}` : name;
  }

  #mac(id: string, address: string): Buffer {
    return createHmac('sha256', this.#key).update(`${id} ${address}`).digest();
  }
}
