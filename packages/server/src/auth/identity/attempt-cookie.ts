/**
 * What is remembered of a sign-in between leaving for the identity provider and coming back: sealed in a cookie of the browser that left,
 * so that another browser cannot be made to arrive with somebody's answer (login CSRF), and nothing is stored for who never comes back.
 */
import { SecretBox, SecretUnreadable } from '@mailroom/store/secrets/secret-box';
import { z } from 'zod';

const name = 'mailroom.provider_sign_in';
/** Time to sign in, find the second factor, and read the consent page. */
const lifetimeSeconds = 15 * 60;
const place = { table: 'cookie', row: name, column: 'attempt' };

/** What somebody leaves for. */
const purpose = z.discriminatedUnion('do', [
  /** `next` is the path to go on to. */
  z.object({ do: z.literal('sign-in'), next: z.string().nullable() }),
  /** Whose session connects the identity. */
  z.object({ do: z.literal('connect'), personId: z.string(), sessionId: z.string() }),
  /** With the token of an invitation. */
  z.object({ do: z.literal('join'), token: z.string() }),
]);
export type Purpose = z.infer<typeof purpose>;

const attempt = z.object({
  providerId: z.string(),
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  redirectUri: z.string(),
  purpose,
  /** Milliseconds since 1970. */
  expires: z.number(),
});
export type Attempt = z.infer<typeof attempt>;

export class AttemptCookie {
  readonly #box: SecretBox;
  readonly #secure: () => boolean;

  /** @param key 32 bytes, for this purpose alone. */
  constructor(key: Buffer, secure: () => boolean) {
    this.#box = new SecretBox(key);
    this.#secure = secure;
  }

  /** The `Set-Cookie` that remembers it. */
  keep(begun: Omit<Attempt, 'expires'>): string {
    const expires = Date.now() + lifetimeSeconds * 1000;
    return this.#cookie(this.#box.seal(JSON.stringify({ ...begun, expires }), place), lifetimeSeconds);
  }

  /** The `Set-Cookie` that forgets it. */
  forget(): string {
    return this.#cookie('', 0);
  }

  /** Null without one, with one that was altered, and once its time is over. */
  read(cookies: string): Attempt | null {
    const sealed = cookies
      .split(';')
      .map((pair) => pair.trim())
      .find((pair) => pair.startsWith(`${this.#name()}=`))
      ?.slice(this.#name().length + 1);
    if (!sealed) return null;
    try {
      const kept = attempt.parse(JSON.parse(this.#box.open(sealed, place)));
      return kept.expires > Date.now() ? kept : null;
    } catch (thrown) {
      if (thrown instanceof SecretUnreadable) return null;
      throw thrown;
    }
  }

  #name(): string {
    return this.#secure() ? `__Secure-${name}` : name;
  }

  #cookie(value: string, maxAge: number): string {
    const secure = this.#secure() ? '; Secure' : '';
    return `${this.#name()}=${value}; Max-Age=${maxAge}; Path=/oauth2/callback; HttpOnly; SameSite=Lax${secure}`;
  }
}
