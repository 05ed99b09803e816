import type { AadstsCode } from '../aadsts.ts';
import { SignInRefused } from '../errors.ts';
import type { Person } from './directory.ts';

/**
 * What a directory's policies do to one person's sign-ins: `sign in again` codes (50076, 50079, 70043) end when the
 * person has signed in on the page, 53003 stays until the policy is lifted.
 */
export type PolicyCode = Extract<AadstsCode, 50076 | 50079 | 70043 | 53003>;

interface Applied {
  readonly code: PolicyCode;
  readonly error: string | undefined;
  /** Signing in again does not end it. */
  readonly lasting: boolean;
}

export class Policies {
  readonly #applied = new Map<string, Applied>();

  /** @param error the OAuth `error` to answer with, where Microsoft varies (`invalid_grant`, `interaction_required`) */
  apply(person: Person, code: PolicyCode, error?: string, lasting = false): void {
    this.#applied.set(person.id, { code, error, lasting });
  }

  lift(person: Person): void {
    this.#applied.delete(person.id);
  }

  applyTo(person: Person): boolean {
    return this.#applied.has(person.id);
  }

  /** The person typed their password on the page. @throws SignInRefused 53003 */
  afterInteractiveSignIn(person: Person): void {
    const applied = this.#applied.get(person.id);
    if (applied === undefined) return;
    if (applied.code === 53003) throw new SignInRefused(53003);
    if (!applied.lasting) this.lift(person);
  }

  /** A token or a silent sign-in is asked for. @throws SignInRefused with the applied code */
  withoutInteraction(person: Person): void {
    const applied = this.#applied.get(person.id);
    if (applied !== undefined) throw new SignInRefused(applied.code, {}, applied.error);
  }
}
