/** Groups and their members. What a group has been given is gained by joining it and lost by leaving it, at the next request. */
import type { Group, GroupInput, GroupPatch } from '@mailroom/model';
import type { Kysely } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { actorOf, record } from '../audit/record.ts';
import { read, type StoreContext, type Write, write } from '../database/context.ts';
import { conflict, invalidRequest, notFound } from '../database/refusals.ts';
import { rowNumber } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';
import { groupsOf } from './group-rows.ts';
import { addMembers, removeMembers } from './members.ts';

export class GroupService {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** By name. */
  async list(): Promise<Group[]> {
    return read(this.#context, (db) => groupsOf(db));
  }

  /** @throws Failure conflict for a name that there is, whatever its case; invalid-request for a member who is nobody. */
  async create(by: MailScope, { name, members }: GroupInput): Promise<Group> {
    return write(this.#context, async (change) => {
      const { db, now } = change;
      const row = await db
        .insertInto('groups')
        .values({ name, name_key: nameKey(name), created_at: now })
        .onConflict((existing) => existing.column('name_key').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!row) throw taken();
      change.changes.put('group', null, [row.id]);
      await record(change, {
        ...actorOf(by),
        action: 'group.created',
        subject: subjectOf(row.id),
        detail: { name },
      });
      await addMembers(change, by, row.id, await people(db, members));
      return presented(db, row.id);
    });
  }

  /**
   * Renames, adds and removes, all or nothing. Who is a member already, or is not, is left as they are.
   *
   * @throws Failure not-found; conflict and invalid-request as `create`.
   */
  async change(by: MailScope, id: string, { name, add, remove }: GroupPatch): Promise<Group> {
    return write(this.#context, async (change) => {
      const { db } = change;
      const known = await existing(db, id);
      const groupId = rowNumber(known.id) ?? 0;
      if (name !== undefined && name !== known.name) await rename(change, by, groupId, known.name, name);
      await addMembers(change, by, groupId, await people(db, add));
      await removeMembers(change, by, groupId, remove);
      change.changes.put('group', null, [groupId]);
      return presented(db, groupId);
    });
  }

  /** Deletes the group, and with it what was shared with it. @throws Failure not-found */
  async remove(by: MailScope, id: string): Promise<void> {
    await write(this.#context, async (change) => {
      const { db, changes } = change;
      const { name, members, ...known } = await existing(db, id);
      const groupId = rowNumber(known.id) ?? 0;
      await removeMembers(change, by, groupId, members);
      await db.deleteFrom('groups').where('id', '=', groupId).execute();
      changes.remove('group', null, [groupId]);
      await record(change, {
        ...actorOf(by),
        action: 'group.deleted',
        subject: subjectOf(groupId),
        detail: { name, members: members.length },
      });
    });
  }
}

/** Names that differ only in how they are written would be taken for each other in a list to choose from. */
function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

function taken() {
  return conflict({ name: 'taken' });
}

function subjectOf(id: number) {
  return { kind: 'group', id: String(id) } as const;
}

async function existing(db: Kysely<Tables>, id: string): Promise<Group> {
  const [group] = await groupsOf(db, rowNumber(id) ?? 0);
  if (!group) throw notFound('group');
  return group;
}

async function presented(db: Kysely<Tables>, id: number): Promise<Group> {
  return existing(db, String(id));
}

/** The ids, each once. @throws Failure invalid-request where one is nobody's */
async function people(db: Kysely<Tables>, ids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const known = await db.selectFrom('auth_people').select('id').where('id', 'in', wanted).execute();
  if (known.length < wanted.length) throw invalidRequest({ members: 'unknown-person' });
  return wanted;
}

async function rename(change: Write, by: MailScope, id: number, from: string, to: string): Promise<void> {
  const { db } = change;
  const other = await db
    .selectFrom('groups')
    .select('id')
    .where('name_key', '=', nameKey(to))
    .where('id', '!=', id)
    .executeTakeFirst();
  if (other) throw taken();
  await db
    .updateTable('groups')
    .set({ name: to, name_key: nameKey(to) })
    .where('id', '=', id)
    .execute();
  await record(change, {
    ...actorOf(by),
    action: 'group.renamed',
    subject: subjectOf(id),
    detail: { from, to },
  });
}
