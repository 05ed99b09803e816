/** One FETCH answer as an `Arrival`: ENVELOPE, BODYSTRUCTURE, FLAGS, INTERNALDATE, RFC822.SIZE and two header fields as they are spelled. */
import type { MailAddress } from '@mailroom/model';
import type { FetchMessageObject, MessageAddressObject } from 'imapflow';
import type { Arrival } from '../../ports/mail.ts';
import { messageParts } from './structure.ts';

/** More ancestors than this say nothing more about the conversation; a References field may hold thousands. */
const maxReferences = 200;
const maxAddresses = 2_000;
/** RFC 5322 2.1.1: no line is longer. */
const maxMessageId = 998;

export function toArrival(row: FetchMessageObject): Arrival {
  const { envelope, bodyStructure } = row;
  return {
    uid: row.uid,
    flags: sortedFlags(row.flags),
    receivedAt: receivedAt(row),
    size: row.size ?? 0,
    emailId: row.emailId ?? null,
    threadId: row.threadId ?? null,
    messageId: messageId(fieldOf(row.headers, 'message-id')),
    inReplyTo: messageIds(envelope?.inReplyTo ?? ''),
    references: messageIds(fieldOf(row.headers, 'references')),
    subject: envelope?.subject ?? '',
    from: addresses(envelope?.from),
    to: addresses(envelope?.to),
    cc: addresses(envelope?.cc),
    bcc: addresses(envelope?.bcc),
    replyTo: addresses(envelope?.replyTo),
    sentAt: envelope?.date instanceof Date ? envelope.date : null,
    ...(bodyStructure ? messageParts(bodyStructure) : { textParts: [], attachments: [] }),
    structureKnown: bodyStructure !== undefined,
  };
}

/** `\Recent` belongs to a session, not to a message (RFC 3501 2.3.2), and Exchange sets it on everything. */
export function sortedFlags(flags: ReadonlySet<string> | undefined): string[] {
  return [...(flags ?? [])].filter((flag) => flag.toLowerCase() !== '\\recent').sort();
}

/** Exchange has messages without a usable INTERNALDATE; their Date field is the nearest word on it, else the epoch. */
function receivedAt(row: FetchMessageObject): Date {
  if (row.internalDate instanceof Date) return row.internalDate;
  return row.envelope?.date instanceof Date ? row.envelope.date : new Date(0);
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

/** The first field of that name, unfolded (RFC 5322 2.2.3); empty where there is none. */
function fieldOf(headers: Buffer | undefined, name: 'message-id' | 'references'): string {
  if (!headers) return '';
  const field =
    new RegExp(`^${name}:((?:.|\\r?\\n[ \\t])*)`, 'im').exec(headers.toString('latin1'))?.[1] ?? '';
  return field.replace(/\r?\n[ \t]+/g, ' ');
}

/** Group names (RFC 5322 3.4) arrive without an address and are not people. */
function addresses(list: readonly MessageAddressObject[] | undefined): MailAddress[] {
  return (list ?? [])
    .slice(0, maxAddresses)
    .filter((entry) => entry.address !== undefined && entry.address !== '')
    .map((entry) => ({ name: entry.name ?? '', address: entry.address ?? '' }));
}
