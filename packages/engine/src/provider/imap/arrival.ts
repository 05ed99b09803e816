/** One FETCH answer as an `Arrival`: ENVELOPE, BODYSTRUCTURE, FLAGS, INTERNALDATE, RFC822.SIZE and two header fields as they are spelled. */
import type { Arrival } from '../../ports/mail.ts';
import type { FetchRow } from './fetch/fetch-row.ts';
import { sortedFlags } from './fetch/flag-table.ts';
import { messageParts } from './structure.ts';

/** More ancestors than this say nothing more about the conversation; a References field may hold thousands. */
const maxReferences = 200;
/** RFC 5322 2.1.1: no line is longer. */
const maxMessageId = 998;

/** What the header fields are asked for as; the name of the section that comes back. */
export const headerSection = 'HEADER.FIELDS';

export function toArrival(row: FetchRow): Arrival {
  const { envelope, structure } = row;
  const header = row.sections?.get(headerSection)?.toString('latin1') ?? '';
  return {
    uid: row.uid,
    flags: sortedFlags(row.flags ?? []),
    ...(row.labels ? { labels: row.labels } : {}),
    // Exchange has messages without a usable INTERNALDATE; their Date field is the nearest word on it, else the epoch.
    receivedAt: row.internalDate ?? envelope?.date ?? new Date(0),
    size: row.size ?? 0,
    emailId: row.emailId ?? null,
    threadId: row.threadId ?? null,
    messageId: messageId(fieldOf(header, messageIdField)),
    inReplyTo: messageIds(envelope?.inReplyTo ?? ''),
    references: messageIds(fieldOf(header, referencesField)),
    subject: envelope?.subject ?? '',
    from: envelope?.from ?? [],
    to: envelope?.to ?? [],
    cc: envelope?.cc ?? [],
    bcc: envelope?.bcc ?? [],
    replyTo: envelope?.replyTo ?? [],
    sentAt: envelope?.date ?? null,
    ...(structure ? messageParts(structure) : { textParts: [], attachments: [] }),
    structureKnown: structure !== undefined,
  };
}

/** RFC 5322 3.6.4. What stands outside angle brackets is comment or junk, unless there is nothing else. */
function messageIds(field: string): string[] {
  const bracketed = field.match(/<[^<>\s]{1,998}>/g) ?? [];
  if (bracketed.length > 0) return [...new Set(bracketed)].slice(-maxReferences);
  const bare = field.trim();
  return bare !== '' && !/[\s<>]/.test(bare) && bare.length <= 998 ? [`<${bare}>`] : [];
}

/** As the header spells it, valid or not: what is compared with the server is what the server holds. */
function messageId(field: string): string | null {
  const spelled = field.trim().slice(0, maxMessageId);
  return spelled === '' ? null : spelled;
}

const messageIdField = /^message-id:((?:.|\r?\n[ \t])*)/im;
const referencesField = /^references:((?:.|\r?\n[ \t])*)/im;

/** The first field of that name, unfolded (RFC 5322 2.2.3); empty where there is none. */
function fieldOf(header: string, field: RegExp): string {
  return (field.exec(header)?.[1] ?? '').replace(/\r?\n[ \t]+/g, ' ');
}
