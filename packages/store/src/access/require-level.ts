/** Acting on one account: what a scope does not hold looks exactly like what never was. */
import { type AccessLevel, Failure, reaches } from '@mailroom/model';
import { notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { MailScope } from './mail-scope.ts';

/** Whether the scope holds the account at that level or a higher one. */
export function holds(scope: MailScope, accountId: number, wanted: AccessLevel): boolean {
  const level = scope.levels.get(accountId);
  return level !== undefined && reaches(level, wanted);
}

/** Accounts that the scope holds at that level or a higher one, by number. */
export function accountsAt(scope: MailScope, wanted: AccessLevel): number[] {
  return [...scope.levels.keys()].filter((id) => holds(scope, id, wanted)).sort((a, b) => a - b);
}

export function notAllowed(wanted: AccessLevel): Failure {
  return new Failure({ origin: 'person', kind: 'not-allowed', detail: { level: wanted } });
}

/**
 * The account's number.
 *
 * @throws Failure not-found where the scope does not hold the account at all; not-allowed, naming the level in `detail.level`, where it
 *   is known to the person and their level is lower.
 */
export function requireLevel(scope: MailScope, accountId: string, wanted: AccessLevel): number {
  return requireLevelOf(scope, rowNumber(accountId) ?? 0, wanted);
}

/** The same by the account's number. @throws Failure as `requireLevel` */
export function requireLevelOf(scope: MailScope, accountId: number, wanted: AccessLevel): number {
  if (!scope.levels.has(accountId)) throw notFound('account');
  if (!holds(scope, accountId, wanted)) throw notAllowed(wanted);
  return accountId;
}
