/** Whether somebody is still who signed in: asked before what would let a borrowed browser, or a stolen cookie, stay for good. */
import { Failure } from '@mailroom/model';
import type { Auth } from './auth.ts';
import type { SessionList } from './session-list.ts';

/** Milliseconds during which a sign-in is proof enough of somebody who has no password to tell. */
const recent = 15 * 60_000;

export interface Claim {
  personId: string;
  sessionId: string;
  password: string | undefined;
}

export class Proof {
  readonly #auth: Auth;
  readonly #sessions: SessionList;

  constructor(auth: Auth, sessions: SessionList) {
    this.#auth = auth;
    this.#sessions = sessions;
  }

  async hasPassword(personId: string): Promise<boolean> {
    return (await this.#hash(personId)) !== null;
  }

  /** @throws Failure password-wrong; sign-in-too-old where there is no password and the sign-in was not a recent one. */
  async check({ personId, sessionId, password }: Claim): Promise<void> {
    const hash = await this.#hash(personId);
    if (hash !== null) {
      const { password: passwords } = await this.#auth.$context;
      if (password !== undefined && (await passwords.verify({ hash, password }))) return;
      throw new Failure({ origin: 'person', kind: 'password-wrong', next: { do: 'retry' } });
    }
    const began = await this.#sessions.began(personId, sessionId);
    if (began && Date.now() - began.getTime() < recent) return;
    throw new Failure({ origin: 'person', kind: 'sign-in-too-old', next: { do: 'choose' } });
  }

  async #hash(personId: string): Promise<string | null> {
    const { internalAdapter } = await this.#auth.$context;
    return (await internalAdapter.findCredentialAccount(personId))?.password ?? null;
  }
}
