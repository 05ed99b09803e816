/** A mailbox that its owner lets the doctor try. */
import type { CheckId, Failure, MailHost } from '@mailroom/model';
import { asFailure } from '@mailroom/model';
import type { ProviderIdentity } from '../../provider/oauth2/index.ts';
import type { DoctorDeps, DoctorTarget, Verdict } from '../target.ts';

export interface RehearsedMailbox {
  address: string;
  /** Login names to try, best first. */
  imapUsers: readonly string[];
  smtpUsers: readonly string[];
  /**
   * Has the token renewed now, keeps what the provider rotated, and answers the new one.
   * @throws Failure
   */
  renew(): Promise<RenewedToken>;
  /** What a refusal means for a token that is somebody else's than the mailbox's: a delegate's, or the organisation's. */
  explain(half: 'imap' | 'smtp', failure: Failure): Promise<Failure>;
}

export interface RenewedToken {
  accessToken: string;
  /** As granted; empty where nobody granted anything to it but the organisation. */
  scope: string;
  /** Whom it speaks for, where the provider said so. */
  identity?: ProviderIdentity;
  /** When what renews it ends whatever happens, where the provider said so. */
  refreshExpiresAt?: Date;
}

export type RehearsalId = Extract<CheckId, `rehearsal-${string}`>;
export type RehearsalVerdicts = Partial<Record<RehearsalId, Verdict>>;

/** How a provider is rehearsed with. */
export interface Rehearsal {
  /** Every verdict of it as "not made". */
  notMade(target: DoctorTarget, reason: 'no-mailbox-chosen' | 'earlier-step-failed'): RehearsalVerdicts;
  make(
    mailbox: RehearsedMailbox,
    target: DoctorTarget,
    deps: DoctorDeps,
    signal: AbortSignal,
  ): Promise<RehearsalVerdicts>;
}

/** A provider app's hosts come from the administrator, who may well name one inside. */
export const policy = { allowPrivate: true };

/** What the sentences interpolate about a half. */
export function aboutHalf(verdict: Verdict, { host, port }: MailHost, mailbox: string): Verdict {
  return { ...verdict, detail: { host, port: String(port), mailbox, ...verdict.detail } };
}

/** Tries the login names in order; the first one's refusal stands, the others are guesses. */
export async function asAny<Value>(
  users: readonly string[],
  logIn: (user: string) => Promise<Value>,
): Promise<{ user: string; value: Value } | { failure: Failure }> {
  let first: Failure | null = null;
  for (const user of users) {
    try {
      return { user, value: await logIn(user) };
    } catch (thrown) {
      const failure = asFailure(thrown);
      first ??= failure;
      if (failure.kind !== 'login-refused' && failure.kind !== 'mailbox-not-reachable') break;
    }
  }
  return { failure: first ?? asFailure(new Error('The mailbox has no login name')) };
}
