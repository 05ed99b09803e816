import type { Browser } from '../../authorize/browsers.ts';
import type { Chance } from '../../chance.ts';
import type { GooglePerson } from '../world/people.ts';
import type { GoogleRequest } from './request.ts';

/**
 * A sign-in in progress.
 *
 *   (name) → typed → (password) → person → (warning) → warned → (consent) → agreed → answered
 */
export interface GoogleSignIn {
  readonly id: string;
  readonly browserId: string;
  readonly request: GoogleRequest;
  /** "Use another account" was pressed. */
  another: boolean;
  /** What stands in the name field. */
  name: string;
  typed: GooglePerson | undefined;
  person: GooglePerson | undefined;
  /** Went on past "Google hasn't verified this app". */
  warned: boolean;
  /** The consent page was answered in this sign-in. */
  agreed: boolean;
  notice: string | undefined;
  answered: boolean;
}

export class GoogleSignIns {
  readonly #chance: Chance;
  readonly #running = new Map<string, GoogleSignIn>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  begin(request: GoogleRequest, browser: Browser): GoogleSignIn {
    const signIn: GoogleSignIn = {
      id: this.#chance.token(18),
      browserId: browser.id,
      request,
      another: false,
      name: request.loginHint ?? '',
      typed: undefined,
      person: undefined,
      warned: false,
      agreed: false,
      notice: undefined,
      answered: false,
    };
    this.#running.set(signIn.id, signIn);
    return signIn;
  }

  /** The sign-in with this identifier, if this browser began it. */
  find(id: string, browser: Browser): GoogleSignIn | undefined {
    const found = this.#running.get(id);
    return found?.browserId === browser.id ? found : undefined;
  }
}
