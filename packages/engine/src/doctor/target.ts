/** What is examined, and with what. */
import type { CheckId, CheckResult, FailureWire } from '@mailroom/model';
import type { ProviderAppCredentials } from '../ports/accounts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

export interface DoctorTarget {
  app: ProviderAppCredentials;
  /** As registered at the provider, character by character. */
  redirectUri: string;
  /** Mailroom's own public address, and how to know that an answer from there is ours. */
  own: OwnAddress;
  /** Calendar date, as the portal shows it. */
  secretExpires: string | null;
  /** How the last sign-in of anybody through this app ended. */
  lastSignIn: LastSignIn | null;
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
