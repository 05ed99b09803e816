import { actorOf, record } from '../audit/record.ts';
import type { Write } from '../database/context.ts';
import { removeMembers } from '../groups/members.ts';
import { ended } from '../shares/account-shares.ts';
import type { DoStep, StepAtWork } from './step.ts';

/** What others let them into ends, and so do their places in groups. What they let others into is the account's, and settled with it. */
export const endAccess: DoStep = async (change, step) => ({
  outcome: {
    sharedWithThem: await endAccountShares(change, step),
    conversations: await endConversationShares(change, step),
    glasses: await closeGlasses(change, step),
    groups: await leaveGroups(change, step),
  },
  tell: [],
});

async function endAccountShares(change: Write, { personId, by }: StepAtWork): Promise<number> {
  const shares = await change.db
    .deleteFrom('account_shares')
    .where('person_id', '=', personId)
    .returningAll()
    .execute();
  for (const share of shares) await ended(change, by, share);
  return shares.length;
}

async function endConversationShares(change: Write, { personId, by }: StepAtWork): Promise<number> {
  const shares = await change.db
    .deleteFrom('conversation_shares')
    .where('person_id', '=', personId)
    .returning(['account_id', 'conversation_id'])
    .execute();
  for (const { account_id, conversation_id } of shares) {
    if (conversation_id !== null) change.changes.put('conversation', account_id, [conversation_id]);
    await record(change, {
      ...actorOf(by),
      action: 'conversation.share-ended',
      accountId: account_id,
      subject: conversation_id === null ? null : { kind: 'conversation', id: String(conversation_id) },
      detail: { person: personId },
    });
  }
  return shares.length;
}

async function closeGlasses(change: Write, { personId, by }: StepAtWork): Promise<number> {
  const glasses = await change.db
    .updateTable('break_glass')
    .set({ ended_at: change.now })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', change.now)
    .returning('account_id')
    .execute();
  for (const { account_id } of glasses) {
    await record(change, {
      ...actorOf(by),
      action: 'break-glass.ended',
      accountId: account_id,
      subject: { kind: 'person', id: personId },
    });
  }
  return glasses.length;
}

async function leaveGroups(change: Write, { personId, by }: StepAtWork): Promise<number> {
  const memberships = await change.db
    .selectFrom('group_members')
    .select('group_id')
    .where('person_id', '=', personId)
    .execute();
  for (const { group_id } of memberships) await removeMembers(change, by, group_id, [personId]);
  return memberships.length;
}
