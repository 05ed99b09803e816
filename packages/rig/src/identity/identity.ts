import type { Browsers } from './authorize/browsers.ts';
import type { RunningSignIns } from './authorize/running-sign-ins.ts';
import type { SignInState } from './authorize/sign-ins.ts';
import type { Chance } from './chance.ts';
import type { Trace } from './errors.ts';
import type { Exchange } from './http/exchange.ts';
import type { Outage } from './outage.ts';
import type { Scopes } from './scopes.ts';
import type { AccessTokens } from './token/access-tokens.ts';
import type { AssertionsUsed } from './token/assertions-used.ts';
import type { AuthorizationCodes } from './token/codes.ts';
import type { IdTokens } from './token/id-tokens.ts';
import type { RefreshTokens } from './token/refresh-tokens.ts';
import type { TokenTraffic } from './token/traffic.ts';
import type { Consents } from './world/consents.ts';
import type { Directory } from './world/directory.ts';
import type { MailboxPermissions } from './world/mailbox-permissions.ts';
import type { Policies } from './world/policies.ts';
import type { Registrations } from './world/registrations.ts';

/** Everything the endpoints share. */
export interface Identity {
  /** `http://localhost:<port>`, once the server listens. */
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly chance: Chance;
  readonly scopes: Scopes;
  readonly directory: Directory;
  readonly registrations: Registrations;
  readonly consents: Consents;
  readonly policies: Policies;
  readonly mailboxPermissions: MailboxPermissions;
  readonly browsers: Browsers;
  readonly signIns: RunningSignIns<SignInState>;
  readonly codes: AuthorizationCodes;
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly idTokens: IdTokens;
  readonly assertions: AssertionsUsed;
  readonly tokenTraffic: TokenTraffic;
  readonly outage: Outage;
  /** Who may call the introspection endpoint. */
  readonly introspection: { readonly user: string; readonly password: string };
}

/** The trace of one answer; a client that sends `client-request-id` finds it again as the correlation ID. */
export function traceOf(identity: Identity, exchange: Exchange): Trace {
  const sent = exchange.headers['client-request-id'] ?? exchange.url.searchParams.get('client-request-id');
  return {
    traceId: identity.chance.guid(),
    correlationId: typeof sent === 'string' ? sent : identity.chance.guid(),
    at: new Date(identity.now()),
  };
}
