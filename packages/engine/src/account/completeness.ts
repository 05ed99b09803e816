/** An account's completeness checks: when one is due, beside what else is done on its session, and what becomes of one that is cut off. */
import { asFailure } from '@mailroom/model';
import type { Clock } from '../ports/clock.ts';
import type { CompletenessPort } from '../ports/completeness.ts';
import type { Log } from '../ports/log.ts';
import { CompletenessCheck, isCheckDue } from '../sync/completeness/index.ts';
import type { PullContext } from '../sync/pull/index.ts';
import type { CheckTurn } from './check-turn.ts';

export interface CheckDeps {
  completeness: CompletenessPort;
  checkTurn: CheckTurn;
  clock: Clock;
  log: Log;
}

/** A server that hangs up in the middle of each is asked again next week, not with every session. */
const mostAttempts = 3;

/**
 * Checks the account if that is due or was asked for.
 *
 * @param between runs between two steps, on the same session: what must not wait for all of them. Answers whether to go on; a check that is
 *   left is begun anew with the next session
 * @returns whether a check ended
 * @throws what ends the session
 */
export async function checkWhenDue(
  { completeness, checkTurn, clock, log }: CheckDeps,
  context: PullContext,
  between: () => Promise<boolean>,
): Promise<boolean> {
  const { accountId } = context;
  const record = await completeness.read(accountId);
  if (!isCheckDue(record, clock.now())) return false;
  // Who asked does not wait for strangers' mailboxes.
  const inTurn = !record.asked;
  if (inTurn && !checkTurn.take()) return false;
  const attempt = await completeness.begin(accountId);
  const check = new CompletenessCheck(context, completeness);
  try {
    while (await check.next()) if (!(await between())) return false;
    await completeness.end(accountId, check.outcome);
    log.info({ mended: check.outcome.mended }, 'the account was checked for completeness');
    return true;
  } catch (error) {
    const failure = asFailure(error).kind;
    if (attempt >= mostAttempts) await completeness.end(accountId, { ...check.outcome, failure });
    throw error;
  } finally {
    if (inTurn) checkTurn.giveBack();
  }
}
