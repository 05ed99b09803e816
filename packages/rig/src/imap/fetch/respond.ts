import type { PracticeMessage } from '../../mailbox/index.ts';
import { formatLabels } from '../commands/gmail-labels.ts';
import { formatDateTime } from '../grammar/date.ts';
import { Literal, type Piece } from '../grammar/response.ts';
import type { MimePart } from '../mime-structure.ts';
import type { Session } from '../session.ts';
import { bodyStructure } from './body-structure.ts';
import { envelope } from './envelope.ts';
import type { FetchItem } from './items.ts';
import { sectionBytes, sectionName } from './section.ts';
import { structureOf } from './structure-cache.ts';

/** Bytes and structure of the message at hand, made when the first item needs them. */
class Content {
  readonly #message: PracticeMessage;
  #raw: Uint8Array | undefined;

  constructor(message: PracticeMessage) {
    this.#message = message;
  }

  get raw(): Uint8Array {
    this.#raw ??= this.#message.raw();
    return this.#raw;
  }

  get structure(): MimePart {
    return structureOf(this.#message, this.raw);
  }
}

/** The inside of a FETCH response: `UID 7 FLAGS (\Seen) …`. */
export function fetchResponse(
  session: Session,
  message: PracticeMessage,
  items: readonly FetchItem[],
): Piece[] {
  const content = new Content(message);
  const pieces: Piece[] = [];
  for (const item of items) {
    if (pieces.length > 0) pieces.push(' ');
    if (item.kind === 'section') {
      pieces.push(`${itemName(item)} `, sectionValue(item, content));
    } else {
      pieces.push(`${item.kind} `, ...simpleValue(session, message, item.kind, content));
    }
  }
  return pieces;
}

function simpleValue(
  session: Session,
  message: PracticeMessage,
  kind: Exclude<FetchItem['kind'], 'section'>,
  content: Content,
): Piece[] {
  switch (kind) {
    case 'UID':
      return [String(message.uid)];
    case 'FLAGS':
      return [session.flags(message)];
    case 'INTERNALDATE':
      return [formatDateTime(message.internalDate)];
    case 'RFC822.SIZE':
      return [String(session.service.preset.reportedSize(message.size))];
    case 'ENVELOPE':
      return envelope(content.structure.header);
    case 'BODYSTRUCTURE':
      return bodyStructure(content.structure, content.raw, true);
    case 'BODY':
      return bodyStructure(content.structure, content.raw, false);
    case 'MODSEQ':
      return [`(${message.modseq})`];
    case 'EMAILID':
      return [`(M${message.emailId})`];
    case 'THREADID':
      return [`(T${message.threadId})`];
    case 'X-GM-MSGID':
      return [message.emailId];
    case 'X-GM-THRID':
      return [message.threadId];
    case 'X-GM-LABELS':
      return [formatLabels(session, session.selected.folder, message)];
  }
}

function itemName(item: Extract<FetchItem, { kind: 'section' }>): string {
  if (item.name !== 'BODY') return item.name;
  const origin = item.partial ? `<${item.partial.start}>` : '';
  return `BODY[${sectionName(item.section)}]${origin}`;
}

function sectionValue(item: Extract<FetchItem, { kind: 'section' }>, content: Content): Piece {
  // The whole message needs no structure, and messages that defeat structures must still be had.
  const whole = item.section.path.length === 0 && item.section.text === 'ALL';
  const bytes = whole ? content.raw : sectionBytes(item.section, content.structure, content.raw);
  if (!bytes) return 'NIL';
  const { partial } = item;
  return new Literal(partial ? bytes.subarray(partial.start, partial.start + partial.length) : bytes);
}
