/** What may be pushed now, merged into commands. What needs no command is settled on the way. */
import type { MovePush, Push } from '@mailroom/engine/ports/index';
import { flag as flagName } from '@mailroom/model';
import type { Kysely, Transaction } from 'kysely';
import type { Write } from '../database/context.ts';
import { inChunks } from '../database/in-chunks.ts';
import type { Tables } from '../database/tables.ts';
import { flagColumns, splitFlags, systemFlags } from '../messages/flags.ts';
import { retell } from '../messages/retell.ts';
import { filingsOf, openStates, stepOf } from './open-filings.ts';
import { type FlagIntent, type OpenIntent, type PlaceNow, type PushPlan, planPushes } from './plan-pushes.ts';
import { refreshFiling } from './show-filing.ts';

/** A place with what a command about it has to name. */
interface AddressedPlace extends PlaceNow {
  path: string;
  uidValidity: number;
}

type Plan = PushPlan<AddressedPlace>;

interface AddressedFolder {
  path: string;
  uidValidity: number | null;
  /** As X-GM-LABELS names it, of a Gmail label. */
  label: string | null;
  labelOf: number | null;
  /** All that it holds is stored. */
  listed: boolean;
}

export async function hasOpenIntents(db: Kysely<Tables>, accountId: number): Promise<boolean> {
  const open = await db
    .selectFrom('intents')
    .select('id')
    .where('account_id', '=', accountId)
    .where('state', 'in', openStates)
    .limit(1)
    .executeTakeFirst();
  return open !== undefined;
}

export async function nextPushes(change: Write, accountId: number): Promise<Push[]> {
  const { db } = change;
  const intents = await openIntents(db, accountId);
  if (intents.length === 0) return [];
  const folders = await addressedFolders(db, accountId);
  const places = await placesNow(db, [...new Set(intents.map(({ messageId }) => messageId))], folders);
  const unlisted = new Set([...folders].flatMap(([id, { listed }]) => (listed ? [] : id)));
  const plan = planPushes(intents, places, unlisted);
  await settlePlanned(change, accountId, intents, plan);
  const { labelled, moved, deleted } = byCommand(plan, folders);
  await beginPushing(db, plan, [...labelled, ...deleted]);
  await noteUids(db, plan.filings);
  return [
    ...flagPushes(plan),
    ...labelPushes(labelled, folders),
    ...(await movePushes(db, moved, folders)),
    ...deletePushes(deleted),
  ];
}

/** Oldest first. */
async function openIntents(db: Transaction<Tables>, accountId: number): Promise<OpenIntent[]> {
  const rows = await db
    .selectFrom('intents')
    .select(['id', 'message_id', 'folder_id', 'kind', 'flag', 'value', 'state'])
    .where('account_id', '=', accountId)
    .where('state', 'in', openStates)
    .orderBy('id')
    .execute();
  const flags = rows.flatMap(({ id, message_id, folder_id, kind, flag, value, state }): FlagIntent[] => {
    if (kind !== 'flag' || flag === null) return [];
    const pushing = state === 'pushing';
    return [
      { id, messageId: message_id, kind: 'flag', folderId: folder_id, flag, value: value ?? 0, pushing },
    ];
  });
  const filed = rows.filter(({ kind }) => kind !== 'flag').map((row) => row.message_id);
  const filings = await filingsOf(db, [...new Set(filed)]);
  return [...flags, ...filings].sort((a, b) => a.id - b.id);
}

async function addressedFolders(
  db: Transaction<Tables>,
  accountId: number,
): Promise<Map<number, AddressedFolder>> {
  const rows = await db
    .selectFrom('folders')
    .select(['id', 'path', 'uid_validity', 'label', 'label_of', 'listed_from'])
    .where('account_id', '=', accountId)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        path: row.path,
        uidValidity: row.uid_validity,
        label: row.label,
        labelOf: row.label_of,
        listed: row.listed_from !== null,
      },
    ]),
  );
}

/** A label's places are addressed in the folder whose UIDs they carry. */
async function placesNow(
  db: Transaction<Tables>,
  messageIds: readonly number[],
  folders: ReadonlyMap<number, AddressedFolder>,
): Promise<AddressedPlace[]> {
  const places: AddressedPlace[] = [];
  for (const ids of inChunks(messageIds, 5000)) {
    const rows = await db
      .selectFrom('places')
      .select(['message_id', 'folder_id', 'uid', 'flags'])
      .where('message_id', 'in', ids)
      .where('uid', '>', 0)
      .orderBy('uid')
      .execute();
    for (const { message_id, folder_id, uid, flags } of rows) {
      const labelOf = folders.get(folder_id)?.labelOf ?? null;
      const folder = folders.get(labelOf ?? folder_id);
      if (!folder || folder.uidValidity === null) continue;
      const set = flagColumns(splitFlags(flags));
      places.push({
        messageId: message_id,
        folderId: folder_id,
        labelOf,
        uid,
        flags: new Set(flagName.options.filter((name) => set[name] === 1)),
        path: folder.path,
        uidValidity: folder.uidValidity,
      });
    }
  }
  return places;
}

async function settlePlanned(
  change: Write,
  accountId: number,
  intents: readonly OpenIntent[],
  plan: Plan,
): Promise<void> {
  const settled = new Set([...plan.superseded, ...plan.alike, ...plan.gone]);
  if (settled.size === 0) return;
  const messageIds = [
    ...new Set(intents.filter(({ id }) => settled.has(id)).map(({ messageId }) => messageId)),
  ];
  await retell(change, accountId, messageIds, async () => {
    for (const ids of inChunks([...settled], 5000)) {
      await change.db.deleteFrom('intents').where('id', 'in', ids).execute();
    }
    await refreshFiling(change.db, messageIds);
  });
}

/** From now on they may have been sent. A move is begun by its journal, since until then a person may take it back. */
async function beginPushing(db: Transaction<Tables>, plan: Plan, filings: readonly Filing[]): Promise<void> {
  for (const [folderId, group] of Map.groupBy([...plan.flags, ...filings], ({ place }) => place.folderId)) {
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
}

/** The UID that a message has come to, where it was on its way or its folder was numbered anew. */
async function noteUids(db: Transaction<Tables>, filings: readonly Filing[]): Promise<void> {
  for (const { intent, place } of filings) {
    if (intent.uid === place.uid) continue;
    await db.updateTable('intents').set({ uid: place.uid }).where('id', '=', intent.id).execute();
  }
}

function flagPushes(plan: Plan): Push[] {
  const merged = Map.groupBy(plan.flags, ({ intent, place }) =>
    [place.folderId, intent.flag, intent.value].join(' '),
  );
  return [...merged.values()].flatMap((group): Push[] => {
    const [first] = group;
    if (!first) return [];
    const { path, uidValidity } = first.place;
    return [
      {
        kind: 'flag',
        intentIds: [...new Set(group.map(({ intent }) => intent.id))],
        folderPath: path,
        uidValidity,
        uids: group.map(({ place }) => place.uid).sort((a, b) => a - b),
        flag: systemFlags[flagName.parse(first.intent.flag)],
        value: first.intent.value === 1,
      },
    ];
  });
}

type Filing = Plan['filings'][number];
type Folders = ReadonlyMap<number, AddressedFolder>;

/** Between labels of All Mail, and out of one, no message moves: it is given a label, and another is taken away. */
function byCommand(plan: Plan, folders: Folders) {
  const labelled: Filing[] = [];
  const moved: Filing[] = [];
  const deleted: Filing[] = [];
  for (const filing of plan.filings) {
    const { intent, place } = filing;
    if (intent.kind === 'delete') deleted.push(filing);
    else if (isLabelChange(filing, folders)) labelled.push(filing);
    else if (folders.has(intent.targetId ?? 0) && place.uidValidity > 0) moved.push(filing);
  }
  return { labelled, moved, deleted };
}

function isLabelChange({ intent: { targetId }, place }: Filing, folders: Folders): boolean {
  if (targetId === null) return false;
  const allMail = place.labelOf ?? place.folderId;
  return targetId === allMail || folders.get(targetId)?.labelOf === allMail;
}

function labelPushes(filings: readonly Filing[], folders: Folders): Push[] {
  const merged = Map.groupBy(filings, ({ intent, place }) => `${place.folderId} ${intent.targetId}`);
  return [...merged.values()].flatMap((group): Push[] => {
    const [first] = group;
    if (!first) return [];
    const { path, uidValidity, folderId } = first.place;
    const labelOf = (id: number | null) => folders.get(id ?? 0)?.label ?? [];
    return [
      {
        kind: 'label',
        intentIds: group.map(({ intent }) => intent.id),
        folderPath: path,
        uidValidity,
        uids: group.map(({ place }) => place.uid).sort((a, b) => a - b),
        add: [labelOf(first.intent.targetId)].flat(),
        remove: [labelOf(folderId)].flat(),
      },
    ];
  });
}

async function movePushes(
  db: Transaction<Tables>,
  filings: readonly Filing[],
  folders: Folders,
): Promise<MovePush[]> {
  const rows = new Map<number, MovePush['messages'][number]>();
  for (const chunk of inChunks(filings, 5000)) {
    const told = await db
      .selectFrom('intents')
      .innerJoin('messages', 'messages.id', 'intents.message_id')
      .select([
        'intents.id',
        'intents.journal',
        'messages.message_id',
        'messages.size',
        'messages.received_at',
      ])
      .where(
        'intents.id',
        'in',
        chunk.map(({ intent }) => intent.id),
      )
      .execute();
    for (const { id, journal, message_id, size, received_at } of told) {
      rows.set(id, {
        intentId: id,
        uid: 0,
        step: stepOf(journal),
        messageId: message_id,
        size,
        receivedAt: new Date(received_at),
      });
    }
  }
  const merged = Map.groupBy(filings, ({ intent, place }) => `${place.folderId} ${intent.targetId}`);
  return [...merged.values()].flatMap((group): MovePush[] => {
    const [first] = group;
    const target = folders.get(first?.intent.targetId ?? 0);
    if (!first || !target) return [];
    const messages = group.flatMap(({ intent, place }) => {
      const message = rows.get(intent.id);
      return message ? { ...message, uid: place.uid } : [];
    });
    const { path, uidValidity } = first.place;
    return [{ kind: 'move', folderPath: path, uidValidity, targetPath: target.path, messages }];
  });
}

function deletePushes(filings: readonly Filing[]): Push[] {
  return [...Map.groupBy(filings, ({ place }) => place.folderId).values()].flatMap((group): Push[] => {
    const [first] = group;
    if (!first) return [];
    return [
      {
        kind: 'delete',
        intentIds: group.map(({ intent }) => intent.id),
        folderPath: first.place.path,
        uidValidity: first.place.uidValidity,
        uids: group.map(({ place }) => place.uid).sort((a, b) => a - b),
      },
    ];
  });
}
