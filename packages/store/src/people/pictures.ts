/** People's pictures. They lie in the database and not among the blobs, which may be let go because the provider has them. */
import { createHash } from 'node:crypto';
import type { Person } from '@mailroom/model';
import type { MailScope } from '../access/mail-scope.ts';
import { actorOf, record } from '../audit/record.ts';
import { type StoreContext, type Write, write } from '../database/context.ts';
import { notFound } from '../database/refusals.ts';
import { ownPerson } from './person-row.ts';

export interface Picture {
  /** As its bytes were recognised. */
  mediaType: string;
  bytes: Uint8Array;
}

export class Pictures {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** Gives the person of the scope this picture instead of the one before. */
  async save(by: MailScope, { mediaType, bytes }: Picture): Promise<Person> {
    const { personId } = by;
    const digest = createHash('sha256').update(bytes).digest('base64url');
    return write(this.#context, async (change) => {
      const { db, now } = change;
      const row = { digest, media_type: mediaType, bytes, changed_at: now };
      await db
        .insertInto('pictures')
        .values({ person_id: personId, ...row })
        .onConflict((existing) => existing.column('person_id').doUpdateSet(row))
        .execute();
      await db.updateTable('auth_people').set({ image: digest }).where('id', '=', personId).execute();
      await told(change, by);
      return ownPerson(db, personId);
    });
  }

  async remove(by: MailScope): Promise<Person> {
    const { personId } = by;
    return write(this.#context, async (change) => {
      const { db } = change;
      const gone = await db
        .deleteFrom('pictures')
        .where('person_id', '=', personId)
        .returning('person_id')
        .executeTakeFirst();
      if (gone) {
        await db.updateTable('auth_people').set({ image: null }).where('id', '=', personId).execute();
        await told(change, by);
      }
      return ownPerson(db, personId);
    });
  }

  /** @throws Failure not-found, also for a picture that was the person's and is not any more. */
  async read(personId: string, digest: string): Promise<Picture> {
    const row = await this.#context.db
      .selectFrom('pictures')
      .select(['media_type', 'bytes'])
      .where('person_id', '=', personId)
      .where('digest', '=', digest)
      .executeTakeFirst();
    if (!row) throw notFound('picture');
    return { mediaType: row.media_type, bytes: row.bytes };
  }
}

async function told(change: Write, by: MailScope): Promise<void> {
  change.changes.put('person', null, [by.personId]);
  await record(change, {
    ...actorOf(by),
    action: 'person.profile-changed',
    subject: { kind: 'person', id: by.personId },
    detail: { changed: ['picture'] },
  });
}
