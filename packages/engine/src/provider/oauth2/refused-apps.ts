/** Provider apps that the provider refuses: told to administrators, and spared from being asked again for every account. */
import { Failure } from '@mailroom/model';
import type { CredentialPort, ProviderAppCredentials } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import { isProviderAppFailure } from './microsoft-errors.ts';

/** How long a refused provider app is not asked again for the accounts that share it; a mended one is tried at once. */
const lifetime = 10 * 60 * 1000;

/** What tells an app from itself after somebody changed it. */
export function fingerprint({ clientId, tenant, cloud, credentials }: ProviderAppCredentials): string {
  return JSON.stringify([clientId, tenant, cloud, credentials]);
}

export class RefusedApps {
  readonly #credentials: Pick<CredentialPort, 'saveProviderAppFailure'>;
  readonly #clock: Clock;
  readonly #refused = new Map<string, { app: string; until: number; failure: Failure }>();
  readonly #accepted = new Set<string>();

  constructor(deps: { credentials: Pick<CredentialPort, 'saveProviderAppFailure'>; clock: Clock }) {
    this.#credentials = deps.credentials;
    this.#clock = deps.clock;
  }

  /**
   * Asks the provider in the app's name, unless it has just refused that.
   * @throws Failure the remembered one, or what `ask` throws.
   */
  async ask<Answer>(app: ProviderAppCredentials, ask: () => Promise<Answer>): Promise<Answer> {
    const refused = this.#refused.get(app.id);
    if (refused?.app === fingerprint(app) && this.#clock.monotonic() < refused.until) throw refused.failure;
    try {
      const answer = await ask();
      await this.#take(app.id);
      return answer;
    } catch (thrown) {
      if (thrown instanceof Failure && isProviderAppFailure(thrown)) await this.#refuse(app, thrown);
      throw thrown;
    }
  }

  async #refuse(app: ProviderAppCredentials, failure: Failure): Promise<void> {
    this.#accepted.delete(app.id);
    const until = this.#clock.monotonic() + lifetime;
    this.#refused.set(app.id, { app: fingerprint(app), until, failure });
    await this.#credentials.saveProviderAppFailure(app.id, failure.toWire());
  }

  /** Clears what administrators are told; once per process, since a failure may have been stored before a restart. */
  async #take(providerAppId: string): Promise<void> {
    this.#refused.delete(providerAppId);
    if (this.#accepted.has(providerAppId)) return;
    await this.#credentials.saveProviderAppFailure(providerAppId, null);
    this.#accepted.add(providerAppId);
  }
}
