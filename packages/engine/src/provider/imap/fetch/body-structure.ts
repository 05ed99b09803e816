/** BODYSTRUCTURE (RFC 9051 7.5.2): the tree of a message's parts. */
import { type Cursor, Malformed } from './cursor.ts';
import { headerText, rawText } from './header-text.ts';
import { readParameters } from './parameters.ts';

export interface BodyPart {
  /** Part number, e.g. `1.2`; null for the multipart that is the message itself. */
  part: string | null;
  /** Media type, lower case. */
  type: string;
  parameters: ReadonlyMap<string, string>;
  /** Content-ID, angle brackets included; null without one. */
  id: string | null;
  /** Content-Transfer-Encoding, lower case. */
  encoding: string | null;
  /** Octets as transferred. */
  size: number | null;
  disposition: string | null;
  dispositionParameters: ReadonlyMap<string, string>;
  /** Of a multipart; the parts of an attached message are that message's. */
  children: readonly BodyPart[];
  /** Of an attached message; null for any other part. */
  attachedSubject: string | null;
}

const none: ReadonlyMap<string, string> = new Map();
/** A structure nests as deep as its sender likes, and each level is a call; what is deeper is reached through the source. */
const maxDepth = 100;

/** @throws Malformed */
export function readBodyStructure(cursor: Cursor): BodyPart {
  return part(cursor, [], 0);
}

function part(cursor: Cursor, path: readonly number[], depth: number): BodyPart {
  if (depth > maxDepth) throw new Malformed('the structure nests too deeply');
  cursor.open();
  cursor.spaces();
  return cursor.isOpen() ? multipart(cursor, path, depth) : single(cursor, path);
}

function multipart(cursor: Cursor, path: readonly number[], depth: number): BodyPart {
  const children: BodyPart[] = [];
  for (cursor.spaces(); cursor.isOpen(); cursor.spaces()) {
    children.push(part(cursor, [...path, children.length + 1], depth + 1));
  }
  const subtype = (cursor.text() ?? '').toLowerCase();
  const parameters = more(cursor) ? readParameters(cursor) : none;
  const { disposition, dispositionParameters } = extension(cursor);
  return {
    part: path.length === 0 ? null : path.join('.'),
    type: `multipart/${subtype}`,
    parameters,
    id: null,
    encoding: null,
    size: null,
    disposition,
    dispositionParameters,
    children,
    attachedSubject: null,
  };
}

function single(cursor: Cursor, path: readonly number[]): BodyPart {
  const own = path.length === 0 ? [1] : path;
  const type = `${word(cursor)}/${word(cursor)}`;
  cursor.spaces();
  const parameters = readParameters(cursor);
  const id = optional(cursor);
  cursor.spaces();
  cursor.stepOver(); // description
  const encoding = optional(cursor)?.toLowerCase() ?? null;
  const size = octetCount(cursor);
  let attachedSubject: string | null = null;
  if (type === 'message/rfc822' || type === 'message/global') {
    // Its envelope, its own structure and its lines; where a server leaves them out, nothing is lost but a name.
    if (more(cursor) && cursor.isOpen()) attachedSubject = subjectOf(cursor);
    if (more(cursor) && cursor.isOpen()) cursor.stepOver();
    if (more(cursor)) cursor.stepOver();
  } else if (type.startsWith('text/') && more(cursor) && cursor.isDigit()) cursor.stepOver(); // lines
  if (more(cursor)) cursor.stepOver(); // MD5
  return {
    part: own.join('.'),
    type,
    parameters,
    id: id === null ? null : rawText(id),
    encoding,
    size,
    ...extension(cursor),
    children: [],
    attachedSubject,
  };
}

/** What may follow in any part: disposition, language, location, and whatever else a server adds. Steps over the closing parenthesis. */
function extension(cursor: Cursor): Pick<BodyPart, 'disposition' | 'dispositionParameters'> {
  let disposition: string | null = null;
  let dispositionParameters = none;
  if (more(cursor)) {
    if (cursor.isOpen()) {
      cursor.open();
      cursor.spaces();
      disposition = cursor.text()?.toLowerCase() ?? null;
      if (more(cursor)) dispositionParameters = readParameters(cursor);
      while (!cursor.closed()) cursor.stepOver();
    } else disposition = cursor.text()?.toLowerCase() ?? null;
  }
  while (!cursor.closed()) cursor.stepOver();
  return { disposition, dispositionParameters };
}

/** Whether another value stands before the closing parenthesis. */
function more(cursor: Cursor): boolean {
  cursor.spaces();
  return !cursor.isClose();
}

function word(cursor: Cursor): string {
  cursor.spaces();
  return (cursor.text() ?? '').toLowerCase();
}

function optional(cursor: Cursor): string | null {
  cursor.spaces();
  return cursor.text();
}

/** NIL, a minus sign or words in its place say nothing of the size. */
function octetCount(cursor: Cursor): number | null {
  cursor.spaces();
  if (cursor.isDigit()) return cursor.number();
  cursor.stepOver();
  return null;
}

/** The second field of an envelope. */
function subjectOf(cursor: Cursor): string | null {
  cursor.open();
  cursor.spaces();
  cursor.stepOver();
  cursor.spaces();
  const subject = cursor.text();
  while (!cursor.closed()) cursor.stepOver();
  return subject === null ? null : headerText(subject);
}
