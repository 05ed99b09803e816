import type { ConversationShareKey } from '../access/mail-scope.ts';

/** Whether there is more than one mailbox to find copies in. */
export function isOfSeveralMailboxes(seen: {
  accountIds: readonly number[];
  shares: readonly ConversationShareKey[];
}): boolean {
  return new Set([...seen.accountIds, ...seen.shares.map(({ accountId }) => accountId)]).size > 1;
}
