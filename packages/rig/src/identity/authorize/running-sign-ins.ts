import type { Chance } from '../chance.ts';
import type { Browser } from './browsers.ts';

/** What every sign-in in progress has, at whichever provider. */
export interface StartedSignIn {
  readonly id: string;
  readonly browserId: string;
}

/** Sign-ins in progress. */
export class RunningSignIns<State extends object> {
  readonly #chance: Chance;
  readonly #running = new Map<string, State & StartedSignIn>();

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  begin(state: State, browser: Browser): State & StartedSignIn {
    const signIn = { ...state, id: this.#chance.token(18), browserId: browser.id };
    this.#running.set(signIn.id, signIn);
    return signIn;
  }

  /** The sign-in with this identifier, if this browser began it. */
  find(id: string, browser: Browser): (State & StartedSignIn) | undefined {
    const found = this.#running.get(id);
    return found?.browserId === browser.id ? found : undefined;
  }
}
