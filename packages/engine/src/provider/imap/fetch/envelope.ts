/** ENVELOPE (RFC 9051 7.5.2): the fields of it that are kept. */
import type { MailAddress } from '@mailroom/model';
import type { Cursor } from './cursor.ts';
import { headerText, rawText } from './header-text.ts';

export interface Envelope {
  /** The Date field; null where it names no moment. */
  date: Date | null;
  subject: string;
  from: MailAddress[];
  replyTo: MailAddress[];
  to: MailAddress[];
  cc: MailAddress[];
  bcc: MailAddress[];
  /** The field's text, undecoded. */
  inReplyTo: string;
}

/** A message to more than these is a list's; the rest of the names is in its source. */
const maxAddresses = 2_000;

/** @throws Malformed */
export function readEnvelope(cursor: Cursor): Envelope {
  cursor.open();
  const date = field(cursor);
  const subject = field(cursor);
  const from = addresses(cursor);
  stepOverField(cursor); // sender
  const envelope: Envelope = {
    date: moment(date),
    subject: headerText(subject),
    from,
    replyTo: addresses(cursor),
    to: addresses(cursor),
    cc: addresses(cursor),
    bcc: addresses(cursor),
    inReplyTo: field(cursor),
  };
  // The Message-ID, which is read from the header itself, and whatever a server adds.
  while (!cursor.closed()) cursor.stepOver();
  return envelope;
}

function field(cursor: Cursor): string {
  cursor.spaces();
  return cursor.text() ?? '';
}

function stepOverField(cursor: Cursor): void {
  cursor.spaces();
  cursor.stepOver();
}

function moment(text: string): Date | null {
  if (text === '') return null;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** Groups (RFC 5322 3.4) stand between entries without a host; their names are no people. */
function addresses(cursor: Cursor): MailAddress[] {
  cursor.spaces();
  const list: MailAddress[] = [];
  if (!cursor.isOpen()) {
    cursor.stepOver();
    return list;
  }
  cursor.open();
  while (!cursor.closed()) {
    if (!cursor.isOpen()) {
      cursor.stepOver();
      continue;
    }
    cursor.open();
    const name = field(cursor);
    stepOverField(cursor); // source route (RFC 5322 4.4)
    const mailbox = field(cursor);
    const host = field(cursor);
    while (!cursor.closed()) cursor.stepOver();
    if (host === '' || list.length >= maxAddresses) continue;
    list.push({ name: unquoted(headerText(name)), address: rawText(`${mailbox}@${host}`) });
  }
  return list;
}

/** Some servers leave the quotes of a quoted-string in. */
function unquoted(name: string): string {
  return name.length > 2 && name.startsWith('"') && name.endsWith('"') ? name.slice(1, -1) : name;
}
