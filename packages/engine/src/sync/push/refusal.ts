/** What becomes of an intent that the server refuses. */
import { asFailure, Failure, type FailureKind } from '@mailroom/model';
import type { PushContext } from './context.ts';

/**
 * Settles intents that a command was refused for: postponed where the server only said "not now", given up otherwise.
 *
 * @param kind what was refused, where the server gives no better reason
 * @throws Failure what was thrown, unless it is a refusal: a lost session is nobody's no, and what was not settled stays open
 */
export async function settleRefused(
  context: PushContext,
  intentIds: readonly number[],
  kind: FailureKind,
  thrown: unknown,
): Promise<void> {
  const { intents, log, session } = context;
  const failure = asFailure(thrown);
  if (!isRefusal(session, failure)) throw failure;
  const told = named(failure, kind).toWire();
  log.warn({ intents: intentIds, kind: told.kind, code: told.code }, 'the server refused an intent');
  if (failure.next.do === 'wait') await intents.postpone(intentIds, told);
  else await intents.giveUp(intentIds, told);
}

/** The server understood and said no; the session goes on. */
export function isRefusal(session: PushContext['session'], failure: Failure): boolean {
  return !session.ended && ['protocol-error', 'folder-not-selectable'].includes(failure.kind);
}

/** The server said yes and did nothing. */
export function undone(kind: FailureKind, host: string): Failure {
  return new Failure({ origin: 'provider', kind, detail: { host } });
}

/** RFC 5530 and RFC 9051 7.1 name the reasons that a person can do something about. */
const reasons: Readonly<Record<string, FailureKind>> = {
  OVERQUOTA: 'mailbox-full',
  TRYCREATE: 'folder-gone',
  NONEXISTENT: 'folder-gone',
};

function named(failure: Failure, kind: FailureKind): Failure {
  const { origin, next, code, quote, detail } = failure;
  return new Failure({
    origin,
    kind: reasons[code ?? ''] ?? kind,
    next,
    code,
    quote,
    detail,
    cause: failure,
  });
}
