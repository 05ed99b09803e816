/** How every request of an identity provider is made: with a configured client, each credential in turn, and a failure for what goes wrong. */
import type { Failure } from '@mailroom/model';
import type * as client from 'openid-client';
import type { AppCredential, ProviderAppCredentials } from '../../ports/accounts.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Configurations } from './configuration-cache.ts';
import type { Phase, RefusalContext } from './refusal.ts';
import { thrownFailure } from './thrown-failure.ts';
import { type CredentialJudged, tryCredentials } from './try-credentials.ts';

type Fields = Readonly<Record<string, unknown>>;
type Ask<T> = (config: client.Configuration) => Promise<T>;

/** What differs between identity providers. */
export interface Dialect {
  configurations: Configurations;
  /** Reads the fields of an OAuth error answer. */
  refusal(fields: Fields, context: RefusalContext): Failure;
  /** Finds those fields in a page meant for a browser; default: they never stand in one. */
  errorInPage?(page: string): Fields | null;
}

export interface Requests {
  /** One that needs no proof, e.g. the address of the sign-in page. @throws Failure */
  unproven<T>(app: ProviderAppCredentials, during: Phase, ask: Ask<T>): Promise<T>;
  /** One that the app proves itself with. @throws Failure when every credential is refused */
  proven<T>(app: ProviderAppCredentials, during: Phase, ask: Ask<T>): Promise<T>;
}

export function requests(
  { configurations, refusal, errorInPage }: Dialect,
  { clock, judged }: { clock: Clock; judged: CredentialJudged },
): Requests {
  async function configured<T>(
    app: ProviderAppCredentials,
    credential: AppCredential | null,
    during: Phase,
    ask: Ask<T>,
  ): Promise<T> {
    try {
      return await ask(await configurations(app, credential));
    } catch (thrown) {
      const host = new URL(app.cloud.authority).host;
      throw await thrownFailure(
        thrown,
        { host, now: clock.now() },
        (fields, retryAt) => refusal(fields, { during, credential, retryAt, cause: thrown }),
        errorInPage,
      );
    }
  }
  return {
    unproven: (app, during, ask) => configured(app, app.credentials[0] ?? null, during, ask),
    proven: (app, during, ask) =>
      tryCredentials(app, (credential) => configured(app, credential, during, ask), judged),
  };
}
