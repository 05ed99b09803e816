/** An account's row as the model's `Account` and as the engine's `AccountRecord`. */
import type { AccountRecord } from '@mailroom/engine/ports/index';
import {
  type AccessLevel,
  type Account,
  type AccountProvider,
  account,
  accountProvider,
  accountState,
  type Cloud,
  type FailureWire,
  type MailHost,
  type SyncProgress,
} from '@mailroom/model';
import type { Selectable } from 'kysely';
import { fromJson } from '../database/json.ts';
import type { AccountsTable } from '../database/tables/accounts.ts';

export type AccountRow = Selectable<AccountsTable>;

export function timeText(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}

export function failureOf(text: string | null): FailureWire | null {
  return text === null ? null : fromJson<FailureWire>(text);
}

function provider(row: AccountRow): AccountProvider {
  return accountProvider.parse(row.provider);
}

/** @param level of the person whom it is shown to */
export function toAccount(
  row: AccountRow,
  counts: { messages: number; unread: number },
  level: AccessLevel = 'see',
): Account {
  return {
    id: String(row.id),
    ownerId: row.owner,
    level,
    provider: provider(row),
    address: row.address,
    signedInAs: row.signed_in_as,
    access: account.shape.access.parse(row.access),
    providerAppId: row.provider_app_id === null ? null : String(row.provider_app_id),
    name: row.name,
    state: accountState.parse(row.state),
    failure: failureOf(row.failure),
    pausedBy: account.shape.pausedBy.parse(row.paused_by),
    progress: row.progress === null ? null : fromJson<SyncProgress>(row.progress),
    syncSince: timeText(row.sync_since),
    lastSyncedAt: timeText(row.last_synced_at),
    nextSyncAt: timeText(row.next_sync_at),
    messages: counts.messages,
    unread: counts.unread,
    createdAt: new Date(row.created_at).toISOString(),
  };
}

function host(own: string | null, ofCloud: MailHost | undefined): MailHost | undefined {
  return own === null ? ofCloud : fromJson<MailHost>(own);
}

/** Undefined when the account belongs to a cloud that is no longer configured, and so has no hosts. */
export function toAccountRecord(row: AccountRow, cloud: Cloud | undefined): AccountRecord | undefined {
  const imap = host(row.imap, cloud?.imap);
  const smtp = host(row.smtp, cloud?.smtp);
  if (!imap || !smtp) return undefined;
  return {
    id: String(row.id),
    provider: provider(row),
    address: row.address,
    name: row.name,
    state: accountState.parse(row.state),
    imap,
    smtp,
    syncSince: row.sync_since === null ? null : new Date(row.sync_since),
    firstSyncDone: row.first_sync_done === 1,
  };
}
