/** The first step of every person's rehearsal: renewing the token, and what its answer lacks. */
import { asFailure } from '@mailroom/model';
import { right, verdictOf } from '../verdict.ts';
import type { RehearsalVerdicts, RehearsedMailbox, RenewedToken } from './rehearsed-mailbox.ts';

/** @returns the token, or the verdicts that end the rehearsal. */
export async function renewal(
  mailbox: RehearsedMailbox,
  asked: { refresh: string; scopes: string },
): Promise<{ token: RenewedToken } | { refused: RehearsalVerdicts }> {
  try {
    return { token: await mailbox.renew() };
  } catch (thrown) {
    const failure = asFailure(thrown);
    // The refresh itself was answered; what the answer lacks is a permission.
    if (failure.kind === 'scope-missing' && failure.detail.missing !== undefined) {
      const refreshed = right(asked.refresh, 'HTTP 200');
      return {
        refused: { 'rehearsal-refresh': refreshed, 'rehearsal-scopes': verdictOf(asked.scopes, failure) },
      };
    }
    return { refused: { 'rehearsal-refresh': verdictOf(asked.refresh, failure) } };
  }
}
