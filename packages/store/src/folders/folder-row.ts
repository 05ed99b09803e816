/** A folder's row as the engine's `FolderRecord` and as the model's `Folder`. */
import type { FolderRecord } from '@mailroom/engine/ports/index';
import { type Folder, folderRole } from '@mailroom/model';
import type { Selectable } from 'kysely';
import type { FoldersTable } from '../database/tables/mail.ts';
import { refusalOf } from './refusal.ts';

type FolderRow = Selectable<FoldersTable>;

function role(row: FolderRow) {
  return row.role === null ? null : folderRole.parse(row.role);
}

export function toFolderRecord(row: FolderRow): FolderRecord {
  return {
    id: row.id,
    accountId: String(row.account_id),
    path: row.path,
    name: row.name,
    delimiter: row.delimiter,
    role: role(row),
    selectable: row.selectable === 1,
    label: row.label,
    labelOf: row.label_of,
    uidValidity: row.uid_validity,
    uidNext: row.uid_next,
    highestModseq: row.highest_modseq,
    listedFrom: row.listed_from,
    serverMessages: row.server_messages,
    mailboxId: row.mailbox_id,
    refusal: refusalOf(row.refusal)?.failure ?? null,
  };
}

export function toFolder(row: FolderRow): Folder {
  return {
    id: String(row.id),
    accountId: String(row.account_id),
    path: row.path,
    name: row.name,
    delimiter: row.delimiter,
    role: role(row),
    selectable: row.selectable === 1,
    messages: row.messages,
    unread: row.unread,
    serverMessages: row.server_messages,
  };
}
