/** What handlers work with. Made once, in start/start-server.ts. */
import type { IdentityProvider } from '@mailroom/engine/provider/oauth2/index';
import type { Cloud } from '@mailroom/model';
import type { Store } from '@mailroom/store';
import type { Logger } from 'pino';
import type { People } from './auth/people.ts';
import type { Sessions } from './auth/sessions.ts';
import type { SetupLink } from './auth/setup-link.ts';
import type { Settings } from './config/settings.ts';
import type { DiscoverAddress } from './discovery/discover-address.ts';
import type { InlineTokens } from './display/inline-token.ts';
import type { Doctor } from './doctor/doctor.ts';
import type { EngineCommands } from './engine-thread/protocol.ts';
import type { Wake } from './engine-thread/wake.ts';
import type { Followers } from './live/followers.ts';

export interface Services {
  settings: Settings;
  log: Logger;
  store: Store;
  people: People;
  sessions: Sessions;
  /** Null when there was an administrator at start-up. */
  setupLink: SetupLink | null;
  engine: EngineCommands;
  wake: Wake;
  identity: IdentityProvider;
  clouds: readonly Cloud[];
  followers: Followers;
  inlineTokens: InlineTokens;
  doctor: Doctor;
  discover: DiscoverAddress;
  /** The mark by which an answer is known to be this installation's. */
  installation: string;
  /** Public address, without a trailing slash. Known for sure once the server listens. */
  address(): string;
  /** What an administrator registers at the provider, and every sign-in comes back to. */
  redirectUri(): string;
}
