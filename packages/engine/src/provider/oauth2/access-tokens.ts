/** The access token of each account, kept fresh. The only place that refreshes tokens. */
import { Failure } from '@mailroom/model';
import type {
  CredentialPort,
  OAuthCredentials,
  OrganisationCredentials,
  TokenSet,
} from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { IdentityProvider, ProviderIdentity } from './identity-provider.ts';
import { OrganisationTokens } from './organisation-tokens.ts';
import { RefusedApps } from './refused-apps.ts';
import { TokenLifetimes } from './token-lifetimes.ts';
import { UnsavedTokens } from './unsaved-tokens.ts';

export interface AccessToken {
  token: string;
  expiresAt: Date;
  /** Whom it speaks for, where it was refreshed just now and the provider said so. */
  identity?: ProviderIdentity;
  /** When the refresh token ends whatever happens, where the provider said so with the refresh. */
  refreshExpiresAt?: Date;
}

export interface AccessTokens {
  /**
   * A token good for at least five more minutes, refreshed first where the stored one is not. For a mailbox that the organisation's
   * grant opens it is the organisation's.
   * @throws Failure `grant-ended` and its like when the person must reconnect; transient kinds with `next.do` of `wait`.
   */
  current(accountId: string): Promise<AccessToken>;
  /**
   * Refreshes although the stored token has not expired, because a server refused `rejected`. If another token has been stored
   * meanwhile, that one is answered instead; `rejected` itself where another one would be refused as well.
   * @throws Failure as `current`.
   */
  refreshNow(accountId: string, rejected: string): Promise<AccessToken>;
}

/** Microsoft's access tokens end between 60 and 90 minutes; refreshed this early, none ends between login and first command. */
const refreshBefore = 5 * 60 * 1000;
/** A refresh takes seconds; a process that died in the middle of one keeps the others waiting no longer than this. */
const claimLasts = 90 * 1000;
/** Between two looks at what another process's refresh has brought: it is mostly done at once, and else the process has died. */
const firstLook = 250;
const longestLook = 5_000;

export function accessTokens(deps: {
  credentials: CredentialPort;
  identity: IdentityProvider;
  clock: Clock;
  log: Log;
  /** Aborting ends the wait for another process: one that died in a refresh must not hold up the end of this one. */
  stop?: AbortSignal;
}): AccessTokens {
  const { credentials, identity, clock, log, stop } = deps;
  const apps = new RefusedApps({ credentials, clock });
  const organisation = new OrganisationTokens({ identity, apps, clock });
  const lifetimes = new TokenLifetimes(clock);
  const unsaved = new UnsavedTokens({ credentials, log });
  const underWay = new Map<string, Promise<AccessToken>>();

  /** One refresh per account at a time: a second one would use a refresh token that the first has just replaced. */
  function singleFlight(accountId: string, work: () => Promise<AccessToken>): Promise<AccessToken> {
    const running = underWay.get(accountId);
    if (running !== undefined) return running;
    const started = work().finally(() => underWay.delete(accountId));
    underWay.set(accountId, started);
    return started;
  }

  async function read(accountId: string): Promise<OAuthCredentials | OrganisationCredentials> {
    const stored = await credentials.read(accountId);
    if (stored.kind === 'organisation') return stored;
    if (stored.kind === 'oauth') {
      return { ...stored, tokens: await unsaved.newest(accountId, stored.tokens) };
    }
    throw withoutTokens(accountId, stored.kind);
  }

  async function readTokens(accountId: string): Promise<OAuthCredentials> {
    const stored = await read(accountId);
    if (stored.kind === 'oauth') return stored;
    throw withoutTokens(accountId, stored.kind);
  }

  const fresh = (accountId: string, tokens: TokenSet): boolean =>
    lifetimes.left(accountId, tokens) > refreshBefore;

  const usable = (tokens: TokenSet): AccessToken => ({
    token: tokens.accessToken,
    expiresAt: tokens.accessExpiresAt,
  });

  /** Whoever calls it holds the claim. */
  async function refresh(accountId: string, stored: OAuthCredentials): Promise<AccessToken> {
    const { refreshToken, version } = stored.tokens;
    try {
      const app = await credentials.providerApp(stored.providerAppId);
      const {
        identity: who,
        refreshExpiresAt,
        ...issued
      } = await apps.ask(app, () => identity.refresh(app, refreshToken));
      const saved = await unsaved.save(accountId, issued, version);
      log.debug({ accountId, saved, expiresAt: issued.accessExpiresAt }, 'access token refreshed');
      // The claim ran out and another process stored first: its refresh token is the one to go on with.
      if (!saved) return usable((await readTokens(accountId)).tokens);
      const renewed = { token: issued.accessToken, expiresAt: issued.accessExpiresAt };
      return {
        ...renewed,
        ...(who === undefined ? {} : { identity: who }),
        ...(refreshExpiresAt === undefined ? {} : { refreshExpiresAt }),
      };
    } catch (thrown) {
      await credentials.releaseRefresh(accountId, version).catch(() => undefined);
      if (thrown instanceof Failure && thrown.kind === 'grant-ended') {
        const newer = (await readTokens(accountId)).tokens;
        if (newer.version !== version && fresh(accountId, newer)) return usable(newer);
      }
      throw thrown;
    }
  }

  /**
   * The stored token where it `isGood`, else a refreshed one. Among several threads and processes one refreshes, as the claim in the
   * store says: at providers that end a refresh token with its first use, a second one would end the grant.
   */
  async function renewed(accountId: string, isGood: (tokens: TokenSet) => boolean): Promise<AccessToken> {
    for (let look = firstLook; ; look = Math.min(2 * look, longestLook)) {
      const stored = await readTokens(accountId);
      if (isGood(stored.tokens)) return usable(stored.tokens);
      if (await credentials.claimRefresh(accountId, stored.tokens.version, claimLasts)) {
        return refresh(accountId, stored);
      }
      await clock.sleep(look, stop);
    }
  }

  return {
    async current(accountId) {
      const stored = await read(accountId);
      if (stored.kind === 'organisation') {
        return organisation.current(await credentials.providerApp(stored.providerAppId));
      }
      if (fresh(accountId, stored.tokens)) return usable(stored.tokens);
      return singleFlight(accountId, () => renewed(accountId, (tokens) => fresh(accountId, tokens)));
    },

    async refreshNow(accountId, rejected) {
      const stored = await read(accountId);
      if (stored.kind === 'organisation') {
        return organisation.renew(await credentials.providerApp(stored.providerAppId), rejected);
      }
      return singleFlight(accountId, () =>
        renewed(accountId, (tokens) => tokens.accessToken !== rejected && fresh(accountId, tokens)),
      );
    },
  };
}

function withoutTokens(accountId: string, kind: string): Failure {
  return new Failure({
    origin: 'mailroom',
    kind: 'unexpected',
    detail: { accountId, credentials: kind },
  });
}
