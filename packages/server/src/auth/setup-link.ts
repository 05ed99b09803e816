/** The one-time link that creates the first administrator: printed at start-up while there is none. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/**
 * A token that can be claimed once. Only its digest is kept, compared in constant time; it is new at every start, so a link
 * in an old terminal's scrollback is worth nothing.
 */
export class SetupLink {
  readonly #digest: Buffer;
  #claimed = false;

  private constructor(token: string) {
    this.#digest = digest(token);
  }

  static create(): { link: SetupLink; token: string } {
    const token = randomBytes(32).toString('base64url');
    return { link: new SetupLink(token), token };
  }

  /** True for the right token, the first time. Atomic: there is no `await` between the check and the claim. */
  claim(token: string): boolean {
    if (this.#claimed || !timingSafeEqual(this.#digest, digest(token))) return false;
    this.#claimed = true;
    return true;
  }

  /** Makes the link good again after a claim that created nobody. */
  release(): void {
    this.#claimed = false;
  }
}
