/** Joining and leaving a group. Who does is told which accounts they know of from then on, or no more, in the same transaction. */
import type { MailScope } from '../access/mail-scope.ts';
import { actorOf, record } from '../audit/record.ts';
import type { Write } from '../database/context.ts';

export async function addMembers(
  change: Write,
  by: MailScope,
  groupId: number,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return;
  const { db, now } = change;
  const added = await db
    .insertInto('group_members')
    .values(personIds.map((person_id) => ({ group_id: groupId, person_id, added_at: now })))
    .onConflict((existing) => existing.doNothing())
    .returning('person_id')
    .execute();
  await told(change, by, groupId, 'group.member-added', added);
}

export async function removeMembers(
  change: Write,
  by: MailScope,
  groupId: number,
  personIds: readonly string[],
): Promise<void> {
  if (personIds.length === 0) return;
  const removed = await change.db
    .deleteFrom('group_members')
    .where('group_id', '=', groupId)
    .where('person_id', 'in', personIds)
    .returning('person_id')
    .execute();
  await told(change, by, groupId, 'group.member-removed', removed);
}

async function told(
  change: Write,
  by: MailScope,
  groupId: number,
  action: 'group.member-added' | 'group.member-removed',
  members: readonly { person_id: string }[],
): Promise<void> {
  for (const { person_id: person } of members) {
    change.changes.put('person', null, [person]);
    const subject = { kind: 'group', id: String(groupId) } as const;
    await record(change, { ...actorOf(by), action, subject, detail: { person } });
  }
}
