/** Signing in at an identity provider: which there are, leaving for one, and whose session begins on the return. */
import type { SignInAt, SignInClient, SignInIdentity } from '@mailroom/engine/provider/oauth2/index';
import { Failure, type SignInMethod, type SignInProvider } from '@mailroom/model';
import { oauthCallbackPath, openIdCallbackPath } from '@mailroom/model/api/index';
import type { Store } from '@mailroom/store';
import { notFound } from '../../http/refusals.ts';
import type { Auth } from '../auth.ts';
import type { Attempt, AttemptCookie, Purpose } from './attempt-cookie.ts';
import { type Connections, openIdKind } from './connections.ts';
import type { OpenIdSettings } from './openid-settings.ts';

/** The operator's own provider; the apps of administrators are `app-` and their id. */
const openIdId = 'openid';
const appPrefix = 'app-';

const methods: Readonly<Record<SignInProvider['kind'], SignInMethod>> = {
  microsoft: 'microsoft',
  google: 'google',
  openid: 'oidc',
};

export interface IdentitySignInParts {
  auth: Auth;
  store: Pick<Store, 'providerApps' | 'ports'>;
  client: SignInClient;
  cookie: AttemptCookie;
  connections: Connections;
  openId: OpenIdSettings | null;
  /** Ways that the organisation allows. */
  allowed(): Promise<readonly SignInMethod[]>;
  /** Public address, without a trailing slash. */
  address(): string;
}

/** Whoever came back. */
export interface Returned {
  kind: SignInProvider['kind'];
  identity: SignInIdentity;
}

export class IdentitySignIn {
  readonly #parts: IdentitySignInParts;

  constructor(parts: IdentitySignInParts) {
    this.#parts = parts;
  }

  get connections(): Connections {
    return this.#parts.connections;
  }

  /** Complete provider apps for people, and the operator's own provider: as far as the organisation allows them. */
  async providers(): Promise<SignInProvider[]> {
    const { store, openId, allowed } = this.#parts;
    const apps = await store.providerApps.linkOptions({ administrator: false });
    const all: SignInProvider[] = [
      ...apps.map(({ id, provider, name }) => ({ id: `${appPrefix}${id}`, kind: provider, name })),
      ...(openId ? [{ id: openIdId, kind: openIdKind, name: openId.name } as const] : []),
    ];
    const open = await allowed();
    return all.filter(({ kind }) => open.includes(methods[kind]));
  }

  /**
   * Answers where the browser is sent, and the cookie that it takes along.
   *
   * @throws Failure not-found for a provider that is not offered.
   */
  async begin(providerId: string, purpose: Purpose): Promise<{ authorizeUrl: string; cookie: string }> {
    const { auth, client, cookie, address } = this.#parts;
    const provider = await this.#provider(providerId);
    const redirectUri = `${address()}${provider.kind === openIdKind ? openIdCallbackPath : oauthCallbackPath}`;
    const begun = await client.authorizeUrl(await this.#at(provider), {
      redirectUri,
      // Whoever connects or joins may be signed in there as somebody else than they mean.
      choose: purpose.do !== 'sign-in',
    });
    const { url, ...pending } = begun;
    const { internalAdapter } = await auth.$context;
    await internalAdapter.createVerificationValue({
      identifier: identifierOf(pending.state),
      value: '',
      expiresAt: new Date(Date.now() + 15 * 60_000),
    });
    return {
      authorizeUrl: url,
      cookie: cookie.keep({ ...pending, providerId: provider.id, redirectUri, purpose }),
    };
  }

  /** The `Set-Cookie` that ends what `begin` began. */
  forget(): string {
    return this.#parts.cookie.forget();
  }

  /**
   * What the browser that is back had left for.
   *
   * @throws Failure link-expired where this browser did not leave so.
   */
  attemptOf(cookies: string, path: string, parameters: URLSearchParams): Attempt {
    const attempt = this.#parts.cookie.read(cookies);
    if (attempt?.state !== parameters.get('state') || new URL(attempt.redirectUri).pathname !== path)
      throw expired();
    return attempt;
  }

  /**
   * Takes the return, once, and asks the provider that was left for, and no other, who it is.
   *
   * @throws Failure link-expired where it was taken already; and what the provider refused.
   */
  async returned(attempt: Attempt, parameters: URLSearchParams): Promise<Returned> {
    const { auth, client } = this.#parts;
    const { internalAdapter } = await auth.$context;
    if (!(await internalAdapter.consumeVerificationValue(identifierOf(attempt.state)))) throw expired();
    const provider = await this.#provider(attempt.providerId);
    const identity = await client.redeem(await this.#at(provider), { ...attempt, parameters });
    return { kind: provider.kind, identity };
  }

  async #provider(id: string): Promise<SignInProvider> {
    const provider = (await this.providers()).find((one) => one.id === id);
    if (!provider) throw notFound();
    return provider;
  }

  async #at({ id }: SignInProvider): Promise<SignInAt> {
    const { store, openId } = this.#parts;
    if (id === openIdId && openId) return { kind: 'openid', provider: openId };
    return { kind: 'app', app: await store.ports.credentials.providerApp(id.slice(appPrefix.length)) };
  }
}

function identifierOf(state: string): string {
  return `provider-sign-in:${state}`;
}

function expired(): Failure {
  return new Failure({ origin: 'person', kind: 'link-expired', next: { do: 'retry' } });
}
