import type { Browsers } from '../authorize/browsers.ts';
import type { RunningSignIns } from '../authorize/running-sign-ins.ts';
import type { Chance } from '../chance.ts';
import type { Outage } from '../outage.ts';
import type { TokenTraffic } from '../token/traffic.ts';
import type { GoogleSignInState } from './authorize/sign-ins.ts';
import type { GoogleCodes } from './token/codes.ts';
import type { GoogleTokens } from './token/tokens.ts';
import type { Clients } from './world/clients.ts';
import type { Grants } from './world/grants.ts';
import type { People } from './world/people.ts';

/** Everything Google's endpoints share. */
export interface Google {
  /** `http://localhost:<port>`: Google's several hosts are one here. */
  readonly origin: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly chance: Chance;
  readonly people: People;
  readonly clients: Clients;
  readonly grants: Grants;
  readonly browsers: Browsers;
  readonly signIns: RunningSignIns<GoogleSignInState>;
  readonly codes: GoogleCodes;
  readonly tokens: GoogleTokens;
  readonly tokenTraffic: TokenTraffic;
  readonly outage: Outage;
}
