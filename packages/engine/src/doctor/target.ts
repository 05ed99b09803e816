/** What is examined, and with what. */
import type {
  AppAccess,
  CheckId,
  CheckResult,
  Cloud,
  Consent,
  CredentialKind,
  FailureWire,
  ProviderKind,
} from '@mailroom/model';
import type { AppCredential } from '../ports/accounts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/** A provider app as it is entered so far. */
export interface ExaminedApp {
  id: string;
  provider: ProviderKind;
  access: AppAccess;
  /** Null while the registration is still to be made. */
  clientId: string | null;
  /** In the order in which they are tried; at most two. */
  credentials: readonly ExaminedCredential[];
  /** Empty at Google, which has no tenants. */
  tenant: string;
  cloud: Cloud;
}

export interface ExaminedCredential {
  id: string;
  kind: CredentialKind;
  /** What tells it from another where it is shown: a secret's last characters, a thumbprint, a file's name. */
  hint: string;
  /** Calendar date, as the portal shows it; null where it was not entered, or has none. */
  expires: string | null;
  /** What is proven with; null where it was not read. */
  proof: AppCredential | null;
}

export interface DoctorTarget {
  app: ExaminedApp;
  /** As registered at the provider, character by character. */
  redirectUri: string;
  /** Mailroom's own public address, and how to know that an answer from there is ours. */
  own: OwnAddress;
  /** How the last sign-in of anybody through this app ended. */
  lastSignIn: LastSignIn | null;
  /** What directories' administrators answered to the admin-consent link. */
  consents?: readonly Consent[];
}

export interface OwnAddress {
  /** Without a trailing slash. */
  address: string;
  /** Path that answers with `installation`, `host` and `forwardedProtocol` as JSON. */
  echoPath: string;
  /** The mark that our own answer bears. */
  installation: string;
}

export interface LastSignIn {
  at: string;
  /** Null when it succeeded. */
  failure: FailureWire | null;
  /** When the access that it gave ends whatever happens, ISO 8601; absent where the provider said nothing of the kind. */
  refreshExpiresAt?: string;
}

export interface DoctorDeps {
  clock: Clock;
  log: Log;
  /** Certificates trusted besides the system's own, PEM. */
  ca: readonly string[];
}

/** What a check says; `run` adds whose it is and where it is mended. */
export type Verdict = Omit<CheckResult, 'id' | 'where'>;

/** A single question with an answer of its own. It settles once `signal` aborts. */
export interface Check {
  id: CheckId;
  /** What the question is about, told where no answer came in time. */
  about(target: DoctorTarget): string;
  examine(target: DoctorTarget, deps: DoctorDeps, signal: AbortSignal): Promise<Verdict>;
}
