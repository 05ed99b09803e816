/** The state of an account for whoever helps with it. What is selected here is all that leaves: no text, no name, no address. */
import {
  type AccountDiagnostics,
  type AccountTruth,
  account,
  accountProvider,
  accountState,
  type FailureWire,
  type MailHost,
  type SyncProgress,
} from '@mailroom/model';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { type AccountRow, failureOf, timeText } from '../accounts/account-row.ts';
import { fromJson } from '../database/json.ts';
import type { FoldersTable } from '../database/tables/mail.ts';
import type { Tables } from '../database/tables.ts';
import { foldersOf } from '../folders/folder-list.ts';
import { accountTruthOf } from './account-truth.ts';
import { eventsOf } from './events.ts';

export async function diagnosticsOf(
  db: Transaction<Tables>,
  row: AccountRow,
  { release, now }: { release: string; now: Date },
): Promise<AccountDiagnostics> {
  const truth = await accountTruthOf(db, row, now);
  const { at, budget, check } = truth;
  const rows = new Map((await foldersOf(db, row.id)).map((folder) => [String(folder.id), folder]));
  return {
    format: 'mailroom-account-diagnostics-1',
    release,
    at,
    account: stateOf(row),
    folders: truth.folders.flatMap((folder) => {
      const stored = rows.get(folder.id);
      return stored ? diagnosticFolder(folder, stored) : [];
    }),
    counts: await countsOf(db, row.id, truth),
    budget,
    check,
    events: await eventsOf(db, row.id, now),
  };
}

function stateOf(row: AccountRow): AccountDiagnostics['account'] {
  return {
    id: String(row.id),
    provider: accountProvider.parse(row.provider),
    access: account.shape.access.parse(row.access),
    state: accountState.parse(row.state),
    failure: failureWithoutWords(failureOf(row.failure)),
    progress: row.progress === null ? null : fromJson<SyncProgress>(row.progress),
    imap: row.imap === null ? null : fromJson<MailHost>(row.imap),
    smtp: row.smtp === null ? null : fromJson<MailHost>(row.smtp),
    syncSince: timeText(row.sync_since),
    firstSyncDone: row.first_sync_done === 1,
    lastSyncedAt: timeText(row.last_synced_at),
    nextSyncAt: timeText(row.next_sync_at),
    createdAt: new Date(row.created_at).toISOString(),
  };
}

/** Codes are a provider's own, such as `AADSTS7000215` or `535 5.7.139`; anything longer or odder may be a sentence about somebody. */
const plainCode = /^[A-Z0-9][A-Z0-9 .-]{0,39}$/;

function failureWithoutWords(failure: FailureWire | null): AccountDiagnostics['account']['failure'] {
  if (failure === null) return null;
  const { origin, kind, next, code } = failure;
  return { origin, kind, next, code: code !== null && plainCode.test(code) ? code : null };
}

function diagnosticFolder(
  { path: _path, name: _name, ...folder }: AccountTruth['folders'][number],
  row: Selectable<FoldersTable>,
): AccountDiagnostics['folders'][number] {
  return {
    ...folder,
    uidValidity: row.uid_validity,
    uidNext: row.uid_next,
    highestModseq: row.highest_modseq,
    listedFrom: row.listed_from,
    shownMessages: row.messages,
    shownUnread: row.unread,
  };
}

async function countsOf(
  db: Kysely<Tables>,
  accountId: number,
  { messages, pendingTexts, unreadable }: AccountTruth,
): Promise<AccountDiagnostics['counts']> {
  const count = async (table: 'conversations' | 'quarantine') => {
    const { all } = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('all'))
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow();
    return all;
  };
  const hidden = await db
    .selectFrom('messages')
    .select(({ fn }) => fn.countAll<number>().as('all'))
    .where('account_id', '=', accountId)
    .where('orphaned_at', 'is not', null)
    .executeTakeFirstOrThrow();
  const intents = await db
    .selectFrom('intents')
    .select(({ fn }) => ['kind', 'state', fn.countAll<number>().as('all')])
    .where('account_id', '=', accountId)
    .groupBy(['kind', 'state'])
    .execute();
  const outgoing = await db
    .selectFrom('outgoing')
    .select(({ fn }) => ['state', fn.countAll<number>().as('all')])
    .where('account_id', '=', accountId)
    .groupBy('state')
    .execute();
  return {
    messages,
    hiddenMessages: hidden.all,
    conversations: await count('conversations'),
    pendingTexts,
    unreadable,
    quarantined: await count('quarantine'),
    intents: Object.fromEntries(intents.map(({ kind, state, all }) => [`${kind} ${state}`, all])),
    outgoing: Object.fromEntries(outgoing.map(({ state, all }) => [state, all])),
  };
}
