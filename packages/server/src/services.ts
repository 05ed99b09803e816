/** What handlers work with. Made once, in start/start-server.ts. */
import type { IdentityProvider } from '@mailroom/engine/provider/oauth2/index';
import type { Cloud } from '@mailroom/model';
import type { Store } from '@mailroom/store';
import type { Logger } from 'pino';
import type { AskOwner } from './alerts/ask-owner.ts';
import type { IdentitySignIn } from './auth/identity/identity-sign-in.ts';
import type { Keys } from './auth/keys.ts';
import type { KnownBrowsers } from './auth/known-browser.ts';
import type { Passkeys } from './auth/passkeys.ts';
import type { PendingSignIns } from './auth/pending-sign-ins.ts';
import type { People } from './auth/people.ts';
import type { Proof } from './auth/proof.ts';
import type { Recovery } from './auth/recovery.ts';
import type { SecondFactors } from './auth/second-factors.ts';
import type { SessionList } from './auth/session-list.ts';
import type { Sessions } from './auth/sessions.ts';
import type { SetupLink } from './auth/setup-link.ts';
import type { SignInPolicy } from './auth/sign-in-policy.ts';
import type { Settings } from './config/settings.ts';
import type { DiscoverAddress } from './discovery/discover-address.ts';
import type { InlineTokens } from './display/inline-token.ts';
import type { Doctor } from './doctor/doctor.ts';
import type { EngineCommands } from './engine-thread/protocol.ts';
import type { Wake } from './engine-thread/wake.ts';
import type { Health } from './health/health.ts';
import type { Followers } from './live/followers.ts';
import type { OpenAnswers } from './live/open-answers.ts';
import type { OwnMail } from './mail/own-mail.ts';
import type { Metrics } from './metrics/metrics.ts';

export interface Services {
  settings: Settings;
  log: Logger;
  store: Store;
  people: People;
  sessions: Sessions;
  sessionList: SessionList;
  keys: Keys;
  knownBrowsers: KnownBrowsers;
  passkeys: Passkeys;
  secondFactors: SecondFactors;
  pendingSignIns: PendingSignIns;
  proof: Proof;
  recovery: Recovery;
  identitySignIn: IdentitySignIn;
  /** How people may sign in here, as the organisation decided. */
  signInPolicy(): Promise<SignInPolicy>;
  /** Null when there was an administrator at start-up. */
  setupLink: SetupLink | null;
  engine: EngineCommands;
  wake: Wake;
  identity: IdentityProvider;
  clouds: readonly Cloud[];
  followers: Followers;
  openAnswers: OpenAnswers;
  /** Null where Mailroom has no mail of its own. */
  mail: OwnMail | null;
  inlineTokens: InlineTokens;
  doctor: Doctor;
  discover: DiscoverAddress;
  health: Health;
  metrics: Metrics;
  askOwner: AskOwner;
  /** The mark by which an answer is known to be this installation's. */
  installation: string;
  /** Public address, without a trailing slash. Known for sure once the server listens. */
  address(): string;
  /** What an administrator registers at the provider, and every sign-in comes back to. */
  redirectUri(): string;
}
