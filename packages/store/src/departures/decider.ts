import { type MailScope, noOrigin } from '../access/mail-scope.ts';

/**
 * Whoever decided a step, as the one who does it: also when it is done after a restart, without the request by which it was decided, which
 * stands in the record of the plan itself. Knows of no account: a step acts on those that the plan names.
 */
export function decider(personId: string): MailScope {
  return {
    personId,
    administrator: true,
    levels: new Map(),
    accountIds: [],
    shares: [],
    brokenInto: new Set(),
    origin: noOrigin,
  };
}
