/**
 * The people, as administrators see and change them. better-auth owns their rows, their sessions and their keys, and reads them at every
 * request; what must be one transaction with its record in the audit log is changed here.
 */
import {
  type Colleague,
  type ListedPerson,
  type Person,
  type PersonRole,
  type ProfilePatch,
  personRole,
} from '@mailroom/model';
import type { Kysely } from 'kysely';
import type { MailScope, Reader } from '../access/mail-scope.ts';
import { actorOf, record } from '../audit/record.ts';
import { read, type StoreContext, type Write, write } from '../database/context.ts';
import { conflict, notFound } from '../database/refusals.ts';
import type { Tables } from '../database/tables.ts';
import { groupsOf } from '../groups/group-rows.ts';
import { colleagueOf, listedPersonOf, ownPerson, personRows } from './person-row.ts';

/** Whom something can be shared with. */
export interface Colleagues {
  people: Colleague[];
  groups: { id: string; name: string; members: number }[];
}

export class PeopleService {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** Everybody, by name. */
  async list(): Promise<ListedPerson[]> {
    return read(this.#context, async (db) => byName((await personRows(db, this.#now())).map(listedPersonOf)));
  }

  /** Who can sign in, and the groups, each by name. A group's members are those who can sign in. */
  async colleagues(): Promise<Colleagues> {
    return read(this.#context, async (db) => {
      const active = await db
        .selectFrom('auth_people')
        .selectAll()
        .where('deactivatedAt', 'is', null)
        .execute();
      const ids = new Set(active.map(({ id }) => id));
      const groups = await groupsOf(db);
      return {
        people: byName(active.map(colleagueOf)),
        groups: groups.map(({ id, name, members }) => ({
          id,
          name,
          members: members.filter((member) => ids.has(member)).length,
        })),
      };
    });
  }

  /** Names and addresses by id, also of who was deactivated; an id that is nobody's is left out. */
  async named(ids: readonly string[]): Promise<Map<string, Colleague>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#context.db
      .selectFrom('auth_people')
      .selectAll()
      .where('id', 'in', [...new Set(ids)])
      .execute();
    return new Map(rows.map((row) => [row.id, colleagueOf(row)]));
  }

  /** Somebody who may sign in, or null: for what is let in by something else than a session. */
  async reader(id: string): Promise<Reader | null> {
    const row = await this.#context.db
      .selectFrom('auth_people')
      .select(['id', 'role'])
      .where('id', '=', id)
      .where('deactivatedAt', 'is', null)
      .executeTakeFirst();
    return row ? { id: row.id, role: personRole.parse(row.role) } : null;
  }

  /** Changes what the patch names of the scope's own person. */
  async changeProfile(by: MailScope, patch: ProfilePatch): Promise<Person> {
    const { personId } = by;
    return write(this.#context, async (change) => {
      const { db, changes } = change;
      const { name, locale, timeZone, theme } = patch;
      const named = Object.keys(patch);
      if (named.length > 0) {
        await db
          .updateTable('auth_people')
          .set({ name, locale, timeZone, theme })
          .where('id', '=', personId)
          .execute();
        changes.put('person', null, [personId]);
        await record(change, {
          ...actorOf(by),
          action: 'person.profile-changed',
          subject: subjectOf(personId),
          detail: { changed: named },
        });
      }
      return ownPerson(db, personId);
    });
  }

  /** @throws Failure not-found; conflict, with `detail.person` `last-administrator`, where nobody else could administrate. */
  async changeRole(by: MailScope, id: string, role: PersonRole): Promise<ListedPerson> {
    await write(this.#context, async (change) => {
      const { db, changes } = change;
      const person = await existing(db, id);
      if (person.role === role) return;
      if (role === 'member') await keepAnAdministrator(db, id);
      await db.updateTable('auth_people').set({ role }).where('id', '=', id).execute();
      changes.put('person', null, [id]);
      const invitations = role === 'member' ? await revokeInvitationsOf(change, id) : 0;
      const detail = { from: person.role, to: role, invitations };
      await record(change, { ...actorOf(by), action: 'person.role-changed', subject: subjectOf(id), detail });
    });
    return this.#read(id);
  }

  /**
   * Ends somebody's sessions and keys and lets them sign in no more; what is theirs stays. Their open answers are the server's to end.
   *
   * @throws Failure not-found; conflict, with `detail.person` `yourself` or `last-administrator`.
   */
  async deactivate(by: MailScope, id: string): Promise<ListedPerson> {
    await write(this.#context, async (change) => {
      const { db, changes, now } = change;
      const person = await existing(db, id);
      if (person.deactivatedAt !== null) return;
      if (id === by.personId) throw conflict({ person: 'yourself' });
      await keepAnAdministrator(db, id);
      const deactivatedAt = new Date(now).toISOString();
      await db.updateTable('auth_people').set({ deactivatedAt }).where('id', '=', id).execute();
      const ended = await endEverything(change, id);
      changes.put('person', null, [id]);
      await record(change, {
        ...actorOf(by),
        action: 'person.deactivated',
        subject: subjectOf(id),
        detail: ended,
      });
    });
    return this.#read(id);
  }

  /**
   * Lets somebody sign in again, with the password and second factors they had. Accounts that are theirs still are not deleted any more,
   * where that was planned when they left.
   *
   * @throws Failure not-found
   */
  async reactivate(by: MailScope, id: string): Promise<ListedPerson> {
    await write(this.#context, async (change) => {
      const { db, changes } = change;
      const person = await existing(db, id);
      if (person.deactivatedAt === null) return;
      await db.updateTable('auth_people').set({ deactivatedAt: null }).where('id', '=', id).execute();
      await db.updateTable('accounts').set({ purge_at: null }).where('owner', '=', id).execute();
      changes.put('person', null, [id]);
      await record(change, { ...actorOf(by), action: 'person.reactivated', subject: subjectOf(id) });
    });
    return this.#read(id);
  }

  /**
   * For somebody who lost them: they sign in without until they set up others. Their sessions end, for one of them may be whoever has
   * what was lost.
   *
   * @throws Failure not-found; conflict, with `detail.person` `yourself`: who is signed in removes their own, and proves who they are.
   */
  async forgetSecondFactors(by: MailScope, id: string): Promise<ListedPerson> {
    await write(this.#context, async (change) => {
      const { db, changes } = change;
      await existing(db, id);
      if (id === by.personId) throw conflict({ person: 'yourself' });
      await db.updateTable('auth_people').set({ twoFactorEnabled: 0 }).where('id', '=', id).execute();
      await db.deleteFrom('auth_second_factors').where('userId', '=', id).execute();
      const passkeys = await db
        .deleteFrom('auth_passkeys')
        .where('userId', '=', id)
        .returning('id')
        .execute();
      const sessions = await db
        .deleteFrom('auth_sessions')
        .where('userId', '=', id)
        .returning('id')
        .execute();
      changes.put('person', null, [id]);
      await record(change, {
        ...actorOf(by),
        action: 'second-factor.removed',
        subject: subjectOf(id),
        detail: { factor: 'all', passkeys: passkeys.length, sessions: sessions.length },
      });
    });
    return this.#read(id);
  }

  async #read(id: string): Promise<ListedPerson> {
    const [row] = await read(this.#context, (db) => personRows(db, this.#now(), id));
    if (!row) throw notFound('person');
    return listedPersonOf(row);
  }

  #now(): Date {
    return this.#context.clock.now();
  }
}

function byName<Named extends { name: string }>(people: readonly Named[]): Named[] {
  return people.toSorted((a, b) => a.name.localeCompare(b.name));
}

function subjectOf(id: string) {
  return { kind: 'person', id } as const;
}

export async function existing(db: Kysely<Tables>, id: string) {
  const row = await db.selectFrom('auth_people').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) throw notFound('person');
  return row;
}

/** Asked inside the transaction that takes the role away: of two administrators who dismiss each other, one is refused. */
export async function keepAnAdministrator(db: Kysely<Tables>, id: string): Promise<void> {
  const other = await db
    .selectFrom('auth_people')
    .select('id')
    .where('role', '=', 'administrator')
    .where('deactivatedAt', 'is', null)
    .where('id', '!=', id)
    .executeTakeFirst();
  if (!other) throw conflict({ person: 'last-administrator' });
}

/** Sessions and keys are deleted, not suspended: whoever comes back signs in, and makes new keys. */
export async function endEverything(change: Write, id: string) {
  const { db } = change;
  const invitations = await revokeInvitationsOf(change, id);
  const sessions = await db.deleteFrom('auth_sessions').where('userId', '=', id).returning('id').execute();
  const keys = await db.deleteFrom('auth_keys').where('referenceId', '=', id).returning('id').execute();
  return { sessions: sessions.length, keys: keys.length, invitations };
}

/** A link that somebody kept would let them in again. */
async function revokeInvitationsOf({ db, changes }: Write, id: string): Promise<number> {
  const revoked = await db.deleteFrom('invitations').where('invited_by', '=', id).returning('id').execute();
  changes.remove(
    'invitation',
    null,
    revoked.map((invitation) => invitation.id),
  );
  return revoked.length;
}
