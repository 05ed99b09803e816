/** The access token of each account, kept fresh. The only place that refreshes tokens. */
import { Failure } from '@mailroom/model';
import type { CredentialPort, OAuthCredentials, TokenSet } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { IdentityProvider } from './identity-provider.ts';
import { isProviderAppFailure } from './microsoft-errors.ts';

export interface AccessToken {
  token: string;
  expiresAt: Date;
}

export interface AccessTokens {
  /**
   * A token good for at least five more minutes, refreshed first where the stored one is not.
   * @throws Failure `grant-ended` and its like when the person must reconnect; transient kinds with `next.do` of `wait`.
   */
  current(accountId: string): Promise<AccessToken>;
  /**
   * Refreshes although the stored token has not expired, because a server refused `rejected`. If another token has been stored
   * meanwhile, that one is answered instead.
   * @throws Failure as `current`.
   */
  refreshNow(accountId: string, rejected: string): Promise<AccessToken>;
}

/** Microsoft's access tokens end between 60 and 90 minutes; refreshed this early, none ends between login and first command. */
const refreshBefore = 5 * 60 * 1000;
/** How long a refused provider app is not asked again for the accounts that share it; mended credentials are tried at once. */
const appRefusalLifetime = 10 * 60 * 1000;

export function accessTokens(deps: {
  credentials: CredentialPort;
  identity: IdentityProvider;
  clock: Clock;
  log: Log;
}): AccessTokens {
  const { credentials, identity, clock, log } = deps;
  const underWay = new Map<string, Promise<AccessToken>>();
  const refusedApps = new Map<string, { secret: string; until: number; failure: Failure }>();
  const acceptedApps = new Set<string>();

  /** One refresh per account at a time: a second one would use a refresh token that the first has just replaced. */
  function singleFlight(accountId: string, work: () => Promise<AccessToken>): Promise<AccessToken> {
    const running = underWay.get(accountId);
    if (running !== undefined) return running;
    const started = work().finally(() => underWay.delete(accountId));
    underWay.set(accountId, started);
    return started;
  }

  async function read(accountId: string): Promise<OAuthCredentials> {
    const stored = await credentials.read(accountId);
    if (stored.kind === 'oauth') return stored;
    throw new Failure({
      origin: 'mailroom',
      kind: 'unexpected',
      detail: { accountId, credentials: stored.kind },
    });
  }

  const fresh = (tokens: TokenSet): boolean =>
    tokens.accessExpiresAt.getTime() - clock.now().getTime() > refreshBefore;

  const usable = (tokens: TokenSet): AccessToken => ({
    token: tokens.accessToken,
    expiresAt: tokens.accessExpiresAt,
  });

  async function refresh(accountId: string, stored: OAuthCredentials): Promise<AccessToken> {
    const app = await credentials.providerApp(stored.providerAppId);
    const refused = refusedApps.get(app.id);
    if (refused !== undefined && refused.secret === app.clientSecret && clock.monotonic() < refused.until) {
      throw refused.failure;
    }

    try {
      const issued = await identity.refresh(app, stored.tokens.refreshToken);
      await appAccepted(app.id);
      const saved = await credentials.saveTokens(accountId, issued, stored.tokens.version);
      log.debug({ accountId, saved, expiresAt: issued.accessExpiresAt }, 'access token refreshed');
      // Another process refreshed at the same time and stored first: its refresh token is the one to go on with.
      return saved
        ? { token: issued.accessToken, expiresAt: issued.accessExpiresAt }
        : usable((await read(accountId)).tokens);
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      if (isProviderAppFailure(thrown)) {
        acceptedApps.delete(app.id);
        refusedApps.set(app.id, {
          secret: app.clientSecret,
          until: clock.monotonic() + appRefusalLifetime,
          failure: thrown,
        });
        await credentials.saveProviderAppFailure(app.id, thrown.toWire());
      }
      if (thrown.kind === 'grant-ended') {
        const newer = (await read(accountId)).tokens;
        if (newer.version !== stored.tokens.version && fresh(newer)) return usable(newer);
      }
      throw thrown;
    }
  }

  /** Clears what administrators are told; once per process, since a failure may have been stored before a restart. */
  async function appAccepted(providerAppId: string): Promise<void> {
    refusedApps.delete(providerAppId);
    if (acceptedApps.has(providerAppId)) return;
    await credentials.saveProviderAppFailure(providerAppId, null);
    acceptedApps.add(providerAppId);
  }

  return {
    async current(accountId) {
      const stored = await read(accountId);
      if (fresh(stored.tokens)) return usable(stored.tokens);
      return singleFlight(accountId, async () => {
        const latest = await read(accountId);
        return fresh(latest.tokens) ? usable(latest.tokens) : refresh(accountId, latest);
      });
    },

    refreshNow: (accountId, rejected) =>
      singleFlight(accountId, async () => {
        const latest = await read(accountId);
        const replaced = latest.tokens.accessToken !== rejected && fresh(latest.tokens);
        return replaced ? usable(latest.tokens) : refresh(accountId, latest);
      }),
  };
}
