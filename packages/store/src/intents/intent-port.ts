import type { FlagPush, IntentPort } from '@mailroom/engine/ports/index';
import { placeMark } from '@mailroom/engine/sync/place-mark';
import { type FailureWire, flag as flagName } from '@mailroom/model';
import type { Transaction } from 'kysely';
import { type StoreContext, type Write, write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import { rowNumber } from '../database/row-id.ts';
import type { Tables } from '../database/tables.ts';
import { FolderCounts } from '../folders/counts.ts';
import { tellChanged } from '../messages/after-change.ts';
import { deriveFlags } from '../messages/derive-flags.ts';
import { splitFlags, systemFlags, withFlag } from '../messages/flags.ts';
import { type OpenIntent, planPushes } from './plan-pushes.ts';

interface SettledIntent extends OpenIntent {
  accountId: number;
}

async function openIntents(db: Transaction<Tables>, accountId: number): Promise<OpenIntent[]> {
  return db
    .selectFrom('intents')
    .select(['id', 'message_id as messageId', 'folder_id as folderId', 'flag', 'value'])
    .where('account_id', '=', accountId)
    .where('state', 'in', ['pending', 'pushing'])
    .orderBy('id')
    .execute();
}

async function placesOf(db: Transaction<Tables>, messageIds: readonly number[]) {
  const places = [];
  for (const chunk of inChunks(messageIds, 5000)) {
    places.push(
      ...(await db
        .selectFrom('places')
        .innerJoin('folders', 'folders.id', 'places.folder_id')
        .select(['places.message_id', 'places.folder_id', 'places.uid'])
        .select(['folders.path', 'folders.uid_validity'])
        .where('places.message_id', 'in', chunk)
        .where('folders.uid_validity', 'is not', null)
        // A label's places carry the UIDs of All Mail: there is nothing to push to the label's own folder.
        .where('folders.label_of', 'is', null)
        .orderBy('places.uid')
        .execute()),
    );
  }
  return places;
}

/** A settled intent is deleted: nothing reads it again, and what it did is in the flags. */
async function forget(db: Transaction<Tables>, ids: readonly number[]): Promise<void> {
  for (const chunk of inChunks(ids, 5000)) await db.deleteFrom('intents').where('id', 'in', chunk).execute();
}

export class StoredIntents implements IntentPort {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  async nextPushes(accountId: string): Promise<FlagPush[]> {
    const account = rowNumber(accountId) ?? 0;
    return write(this.#context, async ({ db }) => {
      const intents = await openIntents(db, account);
      if (intents.length === 0) return [];
      const places = await placesOf(db, [...new Set(intents.map(({ messageId }) => messageId))]);
      const folders = new Map<number, Set<number>>();
      for (const { message_id, folder_id } of places) {
        folders.set(message_id, (folders.get(message_id) ?? new Set()).add(folder_id));
      }
      const plan = planPushes(intents, folders);
      await forget(db, plan.superseded);
      for (const [folderId, group] of Map.groupBy(plan.push, (each) => each.folderId)) {
        for (const chunk of inChunks(group, 5000)) {
          await db
            .updateTable('intents')
            .set({ state: 'pushing', folder_id: folderId })
            .where(
              'id',
              'in',
              chunk.map(({ intent }) => intent.id),
            )
            .execute();
        }
      }

      const byPlace = Map.groupBy(places, (place) => `${place.message_id} ${place.folder_id}`);
      const merged = Map.groupBy(plan.push, ({ intent, folderId }) =>
        [folderId, intent.flag, intent.value].join(' '),
      );
      return [...merged.values()].flatMap((group) => {
        const targets = group.flatMap(
          ({ intent, folderId }) => byPlace.get(`${intent.messageId} ${folderId}`) ?? [],
        );
        const [first] = group;
        const [target] = targets;
        if (!first || !target || target.uid_validity === null) return [];
        return {
          intentIds: group.map(({ intent }) => intent.id),
          folderPath: target.path,
          uidValidity: target.uid_validity,
          uids: targets.map(({ uid }) => uid).sort((a, b) => a - b),
          flag: systemFlags[flagName.parse(first.intent.flag)],
          value: first.intent.value === 1,
        };
      });
    });
  }

  /** Intents that are gone meanwhile (their message was forgotten) are passed over. */
  async settle(
    intentIds: readonly number[],
    outcome: { state: 'done' } | { state: 'given-up'; failure: FailureWire },
  ): Promise<void> {
    await write(this.#context, async (change) => {
      const { db } = change;
      for (const ids of inChunks(intentIds, 5000)) {
        const settled = await db
          .selectFrom('intents')
          .select(['id', 'account_id as accountId', 'message_id as messageId', 'folder_id as folderId'])
          .select(['flag', 'value'])
          .where('id', 'in', ids)
          .execute();
        if (outcome.state === 'done') {
          await confirm(change, settled);
          await forget(
            db,
            settled.map(({ id }) => id),
          );
        } else {
          await db
            .updateTable('intents')
            .set({ state: 'given-up', failure: JSON.stringify(outcome.failure) })
            .where('id', 'in', ids)
            .execute();
        }
        await showOutcome(change, settled);
      }
    });
  }
}

/** The server has the flag now: the stored places say so at once, or the flag would fall back until the next pull. */
async function confirm({ db, now }: Write, settled: readonly SettledIntent[]): Promise<void> {
  for (const intent of settled) {
    if (intent.folderId === null) continue;
    const places = await db
      .selectFrom('places')
      .select(['uid', 'flags'])
      .where('message_id', '=', intent.messageId)
      .where('folder_id', '=', intent.folderId)
      .execute();
    for (const { uid, flags } of places) {
      const confirmed = withFlag(flags, flagName.parse(intent.flag), intent.value === 1);
      await db
        .updateTable('places')
        .set({ flags: confirmed, mark: placeMark(uid, splitFlags(confirmed)), updated_at: now })
        .where('folder_id', '=', intent.folderId)
        .where('uid', '=', uid)
        .execute();
    }
  }
}

async function showOutcome(change: Write, settled: readonly SettledIntent[]): Promise<void> {
  for (const [accountId, own] of Map.groupBy(settled, (intent) => intent.accountId)) {
    const messageIds = [...new Set(own.map(({ messageId }) => messageId))];
    const counts = await FolderCounts.before(change.db, messageIds);
    const changed = await deriveFlags(change.db, messageIds);
    await tellChanged(change, {
      accountId,
      messages: changed.map(({ id }) => id),
      conversations: changed.map(({ conversationId }) => conversationId),
      folders: await counts.after(messageIds),
    });
  }
}
