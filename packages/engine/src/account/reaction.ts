/**
 * What an account does about a failure. Pure; the runner carries it out.
 *
 * | failure                                                   | reaction                                                  |
 * |-----------------------------------------------------------|-----------------------------------------------------------|
 * | session ended by its token's age, or lost after good work | again at once, and nobody is told                         |
 * | throttled                                                 | wait until the time the provider named                    |
 * | the provider refuses the app (`invalid_client`, ...)      | blocked: the administrator is asked; looks again at times |
 * | the grant ended, a password refused                       | reconnect: the owner is asked                             |
 * | a token refused, and the one it was renewed to as well    | wait once, then reconnect: it may have ended in between   |
 * | the mailbox cannot be reached                             | wait if it ever worked (it passes); else ask the owner    |
 * | the organisation or the delegate may not open the mailbox | wait: who gives the permission has no button of ours to press |
 * | wrong host, certificate, no STARTTLS                      | wait if it ever worked (servers get mended); else ask     |
 * | Mailroom's own disk is full                               | wait: it is looked at again without anybody's help        |
 * | everything else                                           | wait, longer each time                                    |
 */
import type { Failure, FailureKind } from '@mailroom/model';
import { isTokenExpiry } from '../provider/imap/index.ts';
import type { BackOffSchedule } from './back-off.ts';

export type Reaction =
  | { do: 'again' }
  | { do: 'wait'; schedule: BackOffSchedule; until: Date | null }
  | { do: 'reconnect' }
  | { do: 'block' };

export interface AccountHistory {
  /** Something was done since the last failure. */
  healthy: boolean;
  /** A first synchronisation was completed at some time. */
  everWorked: boolean;
  /** Logs in with tokens, which end by themselves and are renewed here; a password is right or wrong. */
  byToken: boolean;
  /** Attempts in a row, before this one, whose logins the server refused. */
  refusedLogins: number;
}

const settings: ReadonlySet<FailureKind> = new Set([
  'certificate-invalid',
  'starttls-missing',
  'host-refused-by-policy',
]);

/** Given in Exchange, where it takes up to an hour to work. */
const permissions: ReadonlySet<FailureKind> = new Set([
  'organisation-mailbox-refused',
  'shared-mailbox-refused',
]);

/**
 * Attempts whose logins a server may refuse before a person is asked. Each ends with a token that was renewed during it; one that ended
 * again between its renewal and its login is refused like one that opens nothing, and only the next attempt tells them apart.
 */
const attemptsByToken = 2;

export function reactTo(failure: Failure, history: AccountHistory): Reaction {
  const { healthy, everWorked } = history;
  const wait = (schedule: BackOffSchedule): Reaction => ({ do: 'wait', schedule, until: null });
  if (healthy && (isTokenExpiry(failure) || failure.kind === 'connection-lost')) return { do: 'again' };
  if (failure.kind === 'throttled') {
    return { do: 'wait', schedule: 'network', until: waitUntil(failure) };
  }
  if (failure.kind === 'mailbox-not-reachable') return everWorked ? wait('mailbox') : { do: 'reconnect' };
  if (permissions.has(failure.kind)) return wait('mailbox');
  if (settings.has(failure.kind)) return everWorked ? wait('mailbox') : { do: 'reconnect' };
  if (failure.kind === 'disk-full') return wait('network');
  if (failure.next.do === 'ask-administrator') return { do: 'block' };
  if (mayHaveEnded(failure, history)) return wait('network');
  if (failure.next.do === 'reconnect') return { do: 'reconnect' };
  return { do: 'wait', schedule: 'network', until: waitUntil(failure) };
}

function mayHaveEnded({ kind }: Failure, { byToken, refusedLogins }: AccountHistory): boolean {
  return kind === 'login-refused' && byToken && refusedLogins + 1 < attemptsByToken;
}

function waitUntil({ next }: Failure): Date | null {
  return next.do === 'wait' && next.until !== null ? new Date(next.until) : null;
}
