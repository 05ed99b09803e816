/** LIST and STATUS (RFC 9051 6.3.9, 6.3.11): which folders there are, and how much each holds. */
import type { Buffer } from 'node:buffer';
import type { ListResponse } from 'imapflow';
import type { ListedFolder } from '../../ports/mail.ts';
import type { ImapConnection } from './connection.ts';
import { Cursor, Malformed } from './fetch/cursor.ts';
import type { NamedFolder } from './folder-name.ts';
import { folderRoles, isView } from './folder-roles.ts';
import { foldersWithoutMail } from './folders-without-mail.ts';
import { gmailLabels } from './gmail-labels.ts';

export interface FolderStatus {
  messages: number;
  uidNext: number | null;
  uidValidity: number | null;
  /** RFC 7162, decimal text; null without CONDSTORE and for a folder that keeps none. */
  highestModseq: string | null;
  /** Messages without `\Seen`; null where the server did not say. */
  unseen: number | null;
  /** MAILBOXID (RFC 8474): stays with a folder that is renamed. */
  mailboxId: string | null;
}

/** Every folder that holds mail of its own, with its role, in the server's order. */
export async function listFolders(
  connection: ImapConnection,
  { listsFoldersWithoutMail, gmail }: { listsFoldersWithoutMail: boolean; gmail: boolean },
): Promise<{ folders: ListedFolder[]; rawNames: Map<string, string> }> {
  const listed = await connection.run(() => connection.client.list({ listOnly: true }));
  const entries = listed.map((entry) => ({ ...named(entry), selectable: isSelectable(entry) }));
  const leftOut = listsFoldersWithoutMail ? foldersWithoutMail(entries) : new Set<string>();
  const mail = entries.filter((folder) => !isView(folder) && !leftOut.has(folder.path));
  const selectable = mail.filter((folder) => folder.selectable);
  const roles = folderRoles(selectable);
  const labels = gmail ? gmailLabels(selectable) : new Map<string, string>();
  const folders = mail.map((folder) => ({
    path: folder.path,
    name: folder.name,
    delimiter: folder.delimiter,
    role: roles.get(folder.path) ?? null,
    selectable: folder.selectable,
    label: labels.get(folder.path) ?? null,
  }));
  return { folders, rawNames: new Map(listed.map(({ pathAsListed, path }) => [pathAsListed, path])) };
}

/** Answers `false` as imapflow does, for the caller to tell the refusal. */
export async function readStatus(connection: ImapConnection, path: string): Promise<FolderStatus | false> {
  const asked = { messages: true, uidNext: true, uidValidity: true, highestModseq: true, unseen: true };
  const status = await connection.run(() => connection.client.status(path, asked), path);
  if (!status) return false;
  return {
    messages: status.messages ?? 0,
    uidNext: status.uidNext || null,
    uidValidity: status.uidValidity === undefined ? null : Number(status.uidValidity),
    highestModseq: status.highestModseq?.toString() ?? null,
    unseen: status.unseen ?? null,
    mailboxId: null,
  };
}

/**
 * LIST-STATUS (RFC 5819): the counts of every folder in one command.
 * @param rawNames paths by their names on the wire, as LIST told them
 */
export async function readStatuses(
  connection: ImapConnection,
  rawNames: ReadonlyMap<string, string>,
  items: readonly string[],
): Promise<Map<string, FolderStatus>> {
  const statuses = new Map<string, FolderStatus>();
  await connection.exchange(`LIST "" "*" RETURN (STATUS (${items.join(' ')}))`, (response) => {
    if (startsWith(response, '* LIST ')) return true;
    if (!startsWith(response, '* STATUS ')) return false;
    const told = readStatusResponse(response);
    const path = told && rawNames.get(told.name);
    if (told && path !== undefined) statuses.set(path, told.status);
    return true;
  });
  return statuses;
}

const statusPrefix = '* STATUS '.length;

/** `* STATUS "name" (MESSAGES 3 UIDNEXT 4 ...)`; undefined where it breaks the grammar. */
function readStatusResponse(response: Buffer): { name: string; status: FolderStatus } | undefined {
  const cursor = new Cursor(response, statusPrefix);
  try {
    const name = cursor.text() ?? '';
    cursor.spaces();
    cursor.open();
    const values = new Map<string, string>();
    while (!cursor.closed()) {
      const item = cursor.atom().toUpperCase();
      cursor.spaces();
      if (cursor.isOpen()) {
        cursor.open();
        values.set(item, cursor.text() ?? '');
        while (!cursor.closed()) cursor.stepOver();
      } else values.set(item, cursor.text() ?? '');
    }
    const number = (item: string) => {
      const value = Number(values.get(item) ?? Number.NaN);
      return Number.isSafeInteger(value) && value >= 0 ? value : null;
    };
    const messages = number('MESSAGES');
    if (messages === null) return undefined;
    const modseq = values.get('HIGHESTMODSEQ') ?? '0';
    return {
      name,
      status: {
        messages,
        uidNext: number('UIDNEXT') || null,
        uidValidity: number('UIDVALIDITY') || null,
        highestModseq: /^[1-9]\d{0,18}$/.test(modseq) ? modseq : null,
        unseen: number('UNSEEN'),
        mailboxId: values.get('MAILBOXID') ?? null,
      },
    };
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

function startsWith(response: Buffer, text: string): boolean {
  return response.toString('latin1', 0, text.length).toUpperCase() === text;
}

function named(entry: ListResponse): NamedFolder {
  return { path: entry.path, name: entry.name, delimiter: entry.delimiter || null, attributes: entry.flags };
}

function isSelectable(entry: ListResponse): boolean {
  return ![...entry.flags].some((flag) => /^\\(noselect|nonexistent)$/i.test(flag));
}
