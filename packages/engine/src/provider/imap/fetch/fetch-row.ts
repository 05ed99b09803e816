/** One FETCH response (RFC 9051 7.5.2) with the items that Mailroom asks for. */
import type { Buffer } from 'node:buffer';
import { type BodyPart, readBodyStructure } from './body-structure.ts';
import { Cursor, Malformed } from './cursor.ts';
import { type Envelope, readEnvelope } from './envelope.ts';
import { decodeMailboxName } from './mailbox-name.ts';

export interface FetchRow {
  uid: number;
  /** As the server spells them; undefined where they were not told. */
  flags?: string[];
  /** Undefined where the server names no moment. */
  internalDate?: Date;
  size?: number;
  /** Undefined, like the structure, where it was not told or could not be read. */
  envelope?: Envelope;
  structure?: BodyPart;
  /** RFC 7162, decimal text. */
  modseq?: string;
  /** EMAILID (RFC 8474) or X-GM-MSGID. */
  emailId?: string;
  /** THREADID (RFC 8474) or X-GM-THRID. */
  threadId?: string;
  /** X-GM-LABELS, decoded; user labels are folder paths, system labels begin with a backslash. */
  labels?: string[];
  /** Body sections by their name in capitals, e.g. `1.2`, `TEXT`, or the empty name for the whole source. NIL is left out. */
  sections?: Map<string, Buffer>;
}

/** And whether it begins with the flags. */
const fetchResponse = /^\* \d+ FETCH \((FLAGS )?/i;
/** Octets that hold what is looked for there. */
const longestBeginning = 32;
const flagsAlone = /^\* \d+ FETCH \(FLAGS \([^()]*\)(?: MODSEQ \(\d+\))?\)\r?\n?$/i;
/** Octets. A message has a handful of flags; what is longer is no news of them. */
const longestNews = 2000;

/**
 * Whether the response is a row of an answer to UID FETCH. One that tells flags and names no UID, as every row asked for does (RFC 9051
 * 6.4.9), is news: it may come in the middle of an answer, and is not told again.
 */
export function isFetchAnswer(response: Buffer): boolean {
  const beginning = fetchResponse.exec(response.toString('latin1', 0, longestBeginning));
  if (beginning === null) return false;
  const maybeNews = beginning[1] !== undefined && response.length < longestNews;
  return !maybeNews || !flagsAlone.test(response.toString('latin1'));
}

/** The same with a UID. A server that answers more than it was asked tells more than flags, and again each time. */
export function tellsFlagsAlone({ flags, size, envelope, sections, emailId }: FetchRow): boolean {
  return flags !== undefined && [size, envelope, sections, emailId].every((item) => item === undefined);
}

/**
 * @param response whole, as `ResponseSplitter` hands it on. Sections are views of it: who keeps one keeps what was fetched with it.
 * @param utf8Names whether names are UTF-8 (RFC 6855, RFC 9051) and not modified UTF-7.
 * @returns undefined for a response that names no UID or breaks the grammar beyond one item. Whoever asked for that message has
 *   no answer then, and asks for less.
 */
export function readFetchRow(response: Buffer, utf8Names = false): FetchRow | undefined {
  const cursor = new Cursor(response, response.indexOf(0x28) + 1);
  const row: FetchRow = { uid: 0 };
  try {
    while (!cursor.closed()) readItem(cursor, row, utf8Names);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
  return row.uid > 0 ? row : undefined;
}

function readItem(cursor: Cursor, row: FetchRow, utf8Names: boolean): void {
  const name = cursor.atom().toUpperCase();
  cursor.spaces();
  switch (name) {
    case 'UID':
      row.uid = cursor.number();
      return;
    case 'FLAGS':
      row.flags = readWords(cursor);
      return;
    case 'X-GM-LABELS':
      row.labels = readWords(cursor).map((name) => decodeMailboxName(name, utf8Names));
      return;
    case 'RFC822.SIZE':
      row.size = cursor.number();
      return;
    case 'INTERNALDATE': {
      const date = internalDate(cursor.text() ?? '');
      if (date) row.internalDate = date;
      return;
    }
    case 'ENVELOPE': {
      const envelope = orStepOver(cursor, readEnvelope);
      if (envelope) row.envelope = envelope;
      return;
    }
    case 'BODYSTRUCTURE': {
      const structure = orStepOver(cursor, readBodyStructure);
      if (structure) row.structure = structure;
      return;
    }
    case 'MODSEQ':
      row.modseq = inParentheses(cursor);
      return;
    case 'EMAILID':
    case 'X-GM-MSGID':
      row.emailId = inParentheses(cursor);
      return;
    case 'THREADID':
    case 'X-GM-THRID': {
      const id = inParentheses(cursor);
      if (id !== '') row.threadId = id;
      return;
    }
    default:
      if (name.startsWith('BODY[')) readSection(cursor, name, row);
      else cursor.stepOver();
  }
}

/** An item that breaks the grammar costs itself, not the message: the rest of the row is read on behind it. */
function orStepOver<T>(cursor: Cursor, read: (cursor: Cursor) => T): T | undefined {
  const start = cursor.at;
  try {
    return read(cursor);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    cursor.at = start;
    cursor.stepOver();
    return undefined;
  }
}

/** A list of atoms and strings. What is spelled NIL in it is a word like any other. */
function readWords(cursor: Cursor): string[] {
  const words: string[] = [];
  cursor.open();
  while (!cursor.closed()) words.push(cursor.text() ?? 'NIL');
  return words;
}

/** A value that stands in parentheses of its own, or bare as Gmail's do; empty for NIL. */
function inParentheses(cursor: Cursor): string {
  if (!cursor.isOpen()) return cursor.text() ?? '';
  cursor.open();
  cursor.spaces();
  const value = cursor.isClose() ? '' : (cursor.text() ?? '');
  while (!cursor.closed()) cursor.stepOver();
  return value;
}

/** `BODY[1.2]<0>`: what follows the bracket is where a part of the section begins, which is what was asked for. */
function readSection(cursor: Cursor, name: string, row: FetchRow): void {
  const section = name.slice('BODY['.length, name.indexOf(']')).replace(/ .*$/s, '');
  const octets = cursor.octets();
  if (octets === null) return;
  row.sections ??= new Map();
  row.sections.set(section, octets);
}

const months: Readonly<Record<string, number>> = {
  jan: 0,
  feb: 1,
  mar: 2,
  apr: 3,
  may: 4,
  jun: 5,
  jul: 6,
  aug: 7,
  sep: 8,
  oct: 9,
  nov: 10,
  dec: 11,
};
const dateTime = /^ ?(\d{1,2})-(\w{3})-(\d{4}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;

/** date-time of RFC 9051 9, e.g. `17-Jul-1996 02:44:25 -0700`. */
function internalDate(text: string): Date | undefined {
  const [, day, month = '', year, hour, minute, second, sign, zoneHour, zoneMinute] =
    dateTime.exec(text) ?? [];
  const monthNumber = months[month.toLowerCase()];
  if (monthNumber === undefined) return undefined;
  const zone = (Number(zoneHour) * 60 + Number(zoneMinute)) * (sign === '-' ? -1 : 1);
  const local = Date.UTC(
    Number(year),
    monthNumber,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
  );
  return new Date(local - zone * 60_000);
}
