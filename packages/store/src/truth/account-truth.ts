/** What an account's owner is told of it. Read when a person looks, so it costs no more than a walk along the rows of its folders. */
import { allowanceOf, readingShare } from '@mailroom/engine/account/allowance';
import { quirksOf } from '@mailroom/engine/provider/quirks/index';
import {
  type AccountTruth,
  accountProvider,
  type CompletenessCheck,
  type FolderTruth,
  folderRole,
  type MailHost,
  type ProviderBudget,
} from '@mailroom/model';
import type { Kysely, Selectable, Transaction } from 'kysely';
import type { AccountRow } from '../accounts/account-row.ts';
import { messagesOf } from '../accounts/counts.ts';
import { toldCheck } from '../completeness/check-record.ts';
import { firstOfEach } from '../database/each.ts';
import { fromJson } from '../database/json.ts';
import type { FoldersTable } from '../database/tables/mail.ts';
import type { Tables } from '../database/tables.ts';
import { foldersOf } from '../folders/folder-list.ts';
import { refusalOf } from '../folders/refusal.ts';
import { lastArrivalOf } from './last-arrival.ts';

export async function accountTruthOf(
  db: Transaction<Tables>,
  row: AccountRow,
  now: Date,
): Promise<AccountTruth> {
  const check = await toldCheck(db, row.id);
  return {
    accountId: String(row.id),
    at: now.toISOString(),
    folders: await folderTruths(db, row, check),
    ...(await messageCounts(db, row.id)),
    lastArrival: lastArrivalOf(row),
    budget: await budgetOf(db, row, now),
    check,
  };
}

export interface MessageCounts {
  messages: number;
  pendingTexts: number;
  unreadable: number;
}

/** What is kept beside the mail, or counted along an index that holds these messages alone. */
async function messageCounts(db: Kysely<Tables>, accountId: number): Promise<MessageCounts> {
  const shown = db
    .selectFrom('messages')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('orphaned_at', 'is', null);
  const pending = await shown.where('body_state', '=', 'pending').executeTakeFirstOrThrow();
  const unreadable = await shown.where('body_state', '=', 'unreadable').executeTakeFirstOrThrow();
  return {
    messages: await messagesOf(db, accountId),
    pendingTexts: pending.count,
    unreadable: unreadable.count,
  };
}

const storedOfFolder = 'select count(*) as count from places where folder_id = ? and uid > 0';

async function folderTruths(
  db: Transaction<Tables>,
  { id, sync_since: since }: AccountRow,
  { outcome }: CompletenessCheck,
): Promise<FolderTruth[]> {
  const rows = await foldersOf(db, id);
  const stored = await firstOfEach<{ count: number }>(
    db,
    storedOfFolder,
    rows.map((row) => [row.id]),
  );
  const checked = new Map(outcome?.folders.map((folder) => [folder.folderId, folder]));
  return rows.map((row, at) => {
    const found = checked.get(String(row.id));
    const compared = found && found.failure === null ? found : undefined;
    return {
      ...folderNames(row),
      listed: row.listed_from !== null,
      onServer: row.server_messages,
      stored: stored[at]?.count ?? 0,
      // A label shows what All Mail holds, which begins where All Mail begins.
      beforeStart: since === null || row.label_of !== null ? 0 : (compared?.beforeStart ?? null),
      unanswered: compared?.unanswered ?? 0,
      refusal: refusalOf(row.refusal),
    };
  });
}

function folderNames(row: Selectable<FoldersTable>) {
  return {
    id: String(row.id),
    path: row.path,
    name: row.name,
    role: row.role === null ? null : folderRole.parse(row.role),
    selectable: row.selectable === 1,
    label: row.label_of !== null,
  };
}

async function budgetOf(db: Kysely<Tables>, row: AccountRow, now: Date): Promise<ProviderBudget | null> {
  const host = row.imap === null ? '' : fromJson<MailHost>(row.imap).host;
  const { dailyOctets } = quirksOf({ provider: accountProvider.parse(row.provider) }, host);
  if (dailyOctets === null) return null;
  const hours = await db
    .selectFrom('traffic')
    .select(['hour', 'octets'])
    .where('account_id', '=', row.id)
    .orderBy('hour')
    .execute();
  const { used, enoughFrom } = allowanceOf(hours, dailyOctets, now);
  return {
    usedOctets: used,
    dailyOctets,
    readingOctets: Math.round(dailyOctets * readingShare),
    enoughFrom: enoughFrom?.toISOString() ?? null,
  };
}
