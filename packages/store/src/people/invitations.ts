/**
 * Invitations. Of a link only its token's digest is kept, and one that was accepted or revoked is deleted: what was used and what never
 * was cannot be told apart, by nobody. Who accepted which stands in the audit log.
 */
import { randomBytes } from 'node:crypto';
import {
  Failure,
  type Invitation,
  type InvitationInput,
  invitationDays,
  type OpenInvitation,
  type PersonRole,
  personRole,
} from '@mailroom/model';
import type { Kysely, Selectable } from 'kysely';
import type { MailScope } from '../access/mail-scope.ts';
import { actorOf, record } from '../audit/record.ts';
import { read, type StoreContext, write } from '../database/context.ts';
import { fromJson } from '../database/json.ts';
import { conflict, notFound } from '../database/refusals.ts';
import { rowNumber, rowNumbers } from '../database/row-id.ts';
import type { InvitationsTable } from '../database/tables/people.ts';
import type { Tables } from '../database/tables.ts';
import { addMembers } from '../groups/members.ts';
import { fingerprint } from '../secrets/fingerprint.ts';

const day = 24 * 60 * 60_000;
const lifetime = invitationDays * day;
/** Expired ones are kept this long, so that they can be renewed. */
const remembered = 30 * day;
/** Time to make the person, after which an invitation whose acceptance was cut off is good again. */
const claimTime = 60_000;

/** With the token, which is in no other answer. */
export interface MadeInvitation {
  invitation: Invitation;
  token: string;
}

export interface ClaimedInvitation {
  id: string;
  /** The address that the invitation is for, lower case; null leaves it to whoever accepts. */
  email: string | null;
  role: PersonRole;
}

export class Invitations {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** Newest first. */
  async list(): Promise<Invitation[]> {
    const now = this.#context.clock.now().getTime();
    return read(this.#context, async (db) => {
      const rows = await selectNamed(db).orderBy('invitations.id', 'desc').execute();
      return rows.map((row) => present(row, now));
    });
  }

  /** @throws Failure not-found */
  async read(id: string): Promise<Invitation> {
    return existing(this.#context.db, id, this.#context.clock.now().getTime());
  }

  /** @throws Failure conflict, with `detail.email` `taken` or `invited`, where the address is somebody's or was invited before. */
  async create(by: MailScope, input: InvitationInput): Promise<MadeInvitation> {
    const token = newToken();
    const email = input.email?.toLowerCase() ?? null;
    return write(this.#context, async (change) => {
      const { db, changes, now } = change;
      await db
        .deleteFrom('invitations')
        .where('expires_at', '<', now - remembered)
        .execute();
      if (email !== null) await keepUnique(db, email);
      const { id } = await db
        .insertInto('invitations')
        .values({
          token_hash: fingerprint(token),
          email,
          role: input.role,
          group_ids: JSON.stringify(rowNumbers(input.groupIds)),
          invited_by: by.personId,
          created_at: now,
          expires_at: now + lifetime,
          claimed_until: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      changes.put('invitation', null, [id]);
      await record(change, {
        ...actorOf(by),
        action: 'person.invited',
        subject: subjectOf(id),
        detail: { email, role: input.role, groups: input.groupIds, renewed: false },
      });
      return { invitation: await existing(db, String(id), now), token };
    });
  }

  /** A new token for another week instead of the one before. @throws Failure not-found */
  async renew(by: MailScope, id: string): Promise<MadeInvitation> {
    const token = newToken();
    return write(this.#context, async (change) => {
      const { db, changes, now } = change;
      const { email, role, groupIds } = await existing(db, id, now);
      await db
        .updateTable('invitations')
        .set({
          token_hash: fingerprint(token),
          invited_by: by.personId,
          expires_at: now + lifetime,
          claimed_until: null,
        })
        .where('id', '=', rowNumber(id) ?? 0)
        .execute();
      changes.put('invitation', null, [id]);
      await record(change, {
        ...actorOf(by),
        action: 'person.invited',
        subject: subjectOf(id),
        detail: { email, role, groups: groupIds, renewed: true },
      });
      return { invitation: await existing(db, id, now), token };
    });
  }

  /** @throws Failure not-found */
  async revoke(by: MailScope, id: string): Promise<void> {
    await write(this.#context, async (change) => {
      const { db, changes, now } = change;
      const { email } = await existing(db, id, now);
      await db
        .deleteFrom('invitations')
        .where('id', '=', rowNumber(id) ?? 0)
        .execute();
      changes.remove('invitation', null, [id]);
      await record(change, {
        ...actorOf(by),
        action: 'person.invitation-revoked',
        subject: subjectOf(id),
        detail: { email },
      });
    });
  }

  /** @throws Failure invitation-invalid: one answer for what was used, has expired, was revoked, is being accepted, or never was. */
  async open(token: string): Promise<Omit<OpenInvitation, 'password'> & { role: PersonRole }> {
    const now = this.#context.clock.now().getTime();
    const row = await selectNamed(this.#context.db)
      .where('token_hash', '=', fingerprint(token))
      .executeTakeFirst();
    if (!row || !isOpen(row, now)) throw invalid();
    const { email, invitedBy, expiresAt, role } = present(row, now);
    return { email, invitedBy: invitedBy.name, expiresAt, role };
  }

  /**
   * Takes the invitation for a minute, in which the person is made: of two who accept at once, one gets it.
   *
   * @throws Failure invitation-invalid as `open`
   */
  async claim(token: string): Promise<ClaimedInvitation> {
    return write(this.#context, async ({ db, now }) => {
      const row = await db
        .updateTable('invitations')
        .set({ claimed_until: now + claimTime })
        .where('token_hash', '=', fingerprint(token))
        .where('expires_at', '>', now)
        .where((where) => where.or([where('claimed_until', 'is', null), where('claimed_until', '<=', now)]))
        .returning(['id', 'email', 'role'])
        .executeTakeFirst();
      if (!row) throw invalid();
      return { id: String(row.id), email: row.email, role: personRole.parse(row.role) };
    });
  }

  /** Makes a claimed invitation good again: nobody came of it. */
  async release(id: string): Promise<void> {
    await write(this.#context, async ({ db }) => {
      await db
        .updateTable('invitations')
        .set({ claimed_until: null })
        .where('id', '=', rowNumber(id) ?? 0)
        .execute();
    });
  }

  /** The person has come of it: they join its groups, and it is used. */
  async accepted(id: string, joined: MailScope): Promise<void> {
    await write(this.#context, async (change) => {
      const { db, changes } = change;
      const row = await db
        .deleteFrom('invitations')
        .where('id', '=', rowNumber(id) ?? 0)
        .returning(['id', 'group_ids', 'invited_by', 'role'])
        .executeTakeFirstOrThrow();
      changes.remove('invitation', null, [row.id]);
      changes.put('person', null, [joined.personId]);
      await record(change, {
        ...actorOf(joined),
        action: 'person.joined',
        subject: subjectOf(row.id),
        detail: { invitedBy: row.invited_by, role: row.role },
      });
      const wanted = fromJson<number[]>(row.group_ids);
      const groups = await db.selectFrom('groups').select('id').where('id', 'in', wanted).execute();
      for (const group of groups) {
        await addMembers(change, joined, group.id, [joined.personId]);
        changes.put('group', null, [group.id]);
      }
    });
  }
}

/** 256 bits: what cannot be guessed needs no limit of tries. */
function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function invalid(): Failure {
  return new Failure({
    origin: 'person',
    kind: 'invitation-invalid',
    next: { do: 'ask-administrator' },
  });
}

function subjectOf(id: number | string) {
  return { kind: 'invitation', id: String(id) } as const;
}

async function keepUnique(db: Kysely<Tables>, email: string): Promise<void> {
  const person = await db
    .selectFrom('auth_people')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst();
  if (person) throw conflict({ email: 'taken' });
  const before = await db
    .selectFrom('invitations')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst();
  if (before) throw conflict({ email: 'invited' });
}

type NamedRow = Selectable<InvitationsTable> & { inviter: string | null };

function selectNamed(db: Kysely<Tables>) {
  return db
    .selectFrom('invitations')
    .leftJoin('auth_people', 'auth_people.id', 'invitations.invited_by')
    .selectAll('invitations')
    .select('auth_people.name as inviter');
}

function isOpen({ expires_at, claimed_until }: NamedRow, now: number): boolean {
  return expires_at > now && (claimed_until === null || claimed_until <= now);
}

function present(row: NamedRow, now: number): Invitation {
  return {
    id: String(row.id),
    email: row.email,
    role: personRole.parse(row.role),
    groupIds: fromJson<number[]>(row.group_ids).map(String),
    invitedBy: { id: row.invited_by, name: row.inviter ?? '' },
    createdAt: new Date(row.created_at).toISOString(),
    expiresAt: new Date(row.expires_at).toISOString(),
    expired: row.expires_at <= now,
  };
}

async function existing(db: Kysely<Tables>, id: string, now: number): Promise<Invitation> {
  const row = await selectNamed(db)
    .where('invitations.id', '=', rowNumber(id) ?? 0)
    .executeTakeFirst();
  if (!row) throw notFound('invitation');
  return present(row, now);
}
