/**
 * The organisation's own tokens, one per provider app, for every mailbox it may open. They are in memory only: each is a request
 * away, and there is nothing in them to lose.
 */
import type { ProviderAppCredentials } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { AccessToken } from './access-tokens.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { fingerprint, type RefusedApps } from './refused-apps.ts';

/** As with people's tokens: none ends between login and first command. */
const refreshBefore = 5 * 60 * 1000;
/**
 * A token refused in its first minutes is refused for the mailbox and not for its age. Another one for each of a thousand mailboxes
 * that an administrator has not opened yet would have the provider throttle the app.
 */
const renewAfter = 5 * 60 * 1000;

interface Held extends AccessToken {
  app: string;
  /** On the monotonic clock. */
  issuedAt: number;
}

export class OrganisationTokens {
  readonly #identity: IdentityProvider;
  readonly #apps: RefusedApps;
  readonly #clock: Clock;
  readonly #held = new Map<string, Held>();
  readonly #underWay = new Map<string, Promise<AccessToken>>();

  constructor(deps: { identity: IdentityProvider; apps: RefusedApps; clock: Clock }) {
    this.#identity = deps.identity;
    this.#apps = deps.apps;
    this.#clock = deps.clock;
  }

  /** @throws Failure as `IdentityProvider.organisationToken`. */
  async current(app: ProviderAppCredentials): Promise<AccessToken> {
    const held = this.#of(app);
    return held !== undefined && this.#livesOn(held) ? held : await this.#issue(app);
  }

  /** Another token than `rejected`, or that very one where a new one would be refused as well. @throws Failure as `current`. */
  async renew(app: ProviderAppCredentials, rejected: string): Promise<AccessToken> {
    const held = this.#of(app);
    const young = held !== undefined && this.#clock.monotonic() - held.issuedAt < renewAfter;
    const other = held !== undefined && held.token !== rejected;
    return held !== undefined && this.#livesOn(held) && (young || other) ? held : await this.#issue(app);
  }

  #of(app: ProviderAppCredentials): Held | undefined {
    const held = this.#held.get(app.id);
    return held?.app === fingerprint(app) ? held : undefined;
  }

  #livesOn({ expiresAt }: AccessToken): boolean {
    return expiresAt.getTime() - this.#clock.now().getTime() > refreshBefore;
  }

  /** One request at a time per app, whoever asks. */
  #issue(app: ProviderAppCredentials): Promise<AccessToken> {
    const key = `${app.id} ${fingerprint(app)}`;
    const running = this.#underWay.get(key);
    if (running !== undefined) return running;
    const started = this.#ask(app).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, started);
    return started;
  }

  async #ask(app: ProviderAppCredentials): Promise<AccessToken> {
    const { accessToken, accessExpiresAt } = await this.#apps.ask(app, () =>
      this.#identity.organisationToken(app),
    );
    const held: Held = {
      token: accessToken,
      expiresAt: accessExpiresAt,
      app: fingerprint(app),
      issuedAt: this.#clock.monotonic(),
    };
    this.#held.set(app.id, held);
    return held;
  }
}
