import type { Chance } from '../chance.ts';
import type { SignInRefused } from '../errors.ts';
import type { Person } from '../world/directory.ts';
import type { Browser } from './browsers.ts';
import type { SignInRequest } from './request.ts';

/**
 * A sign-in in progress: a valid request, and how far the person has come. The pages keep nothing but its identifier.
 *
 *   (name) → typed → (password) → person → (consent) → agreed → answered
 */
export interface SignIn {
  readonly id: string;
  readonly browserId: string;
  readonly request: SignInRequest;
  /** "Use another account" was pressed: signed-in people are not offered again. */
  another: boolean;
  /** What stands in the name field. */
  name: string;
  /** Whose name was entered; the password is still to come. */
  typed: Person | undefined;
  /** Who is signed in. */
  person: Person | undefined;
  agreed: boolean;
  /** What the next page says above its form. */
  notice: string | undefined;
  /** Shown as a page with a way back to the application. */
  refusal: SignInRefused | undefined;
  /** The application has its answer; going back in the browser must not give a second one. */
  answered: boolean;
}

export class SignIns {
  readonly #chance: Chance;
  readonly #running = new Map<string, SignIn>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  begin(request: SignInRequest, browser: Browser): SignIn {
    const signIn: SignIn = {
      id: this.#chance.token(18),
      browserId: browser.id,
      request,
      another: false,
      name: request.loginHint ?? '',
      typed: undefined,
      person: undefined,
      agreed: false,
      notice: undefined,
      refusal: undefined,
      answered: false,
    };
    this.#running.set(signIn.id, signIn);
    return signIn;
  }

  /** The sign-in with this identifier, if this browser began it. */
  find(id: string, browser: Browser): SignIn | undefined {
    const found = this.#running.get(id);
    return found?.browserId === browser.id ? found : undefined;
  }
}
