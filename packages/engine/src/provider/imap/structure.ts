/**
 * BODYSTRUCTURE (RFC 9051 7.5.2) as what a reader needs: which parts are text to read, which are attachments.
 */
import type { Attachment } from '@mailroom/model';
import type { MessageStructureObject } from 'imapflow';
import type { TextPart } from '../../ports/mail.ts';

export interface MessageParts {
  textParts: TextPart[];
  attachments: Attachment[];
}

/** A message made of more text parts than this is read to here; the rest are attachments. */
const maxTextParts = 8;
/** A structure may nest as deep as its sender likes; deeper parts stay reachable through the source. */
const maxDepth = 50;
const maxAttachments = 1_000;
const maxNameLength = 255;

export function messageParts(structure: MessageStructureObject): MessageParts {
  const parts: MessageParts = { textParts: [], attachments: [] };
  collect(structure, parts, 0);
  return parts;
}

function collect(node: MessageStructureObject, parts: MessageParts, depth: number): void {
  const type = node.type.toLowerCase();
  const children = node.childNodes ?? [];
  // The parts of an attached message are that message's, not this one's.
  if (children.length > 0 && type !== 'message/rfc822' && type !== 'message/global') {
    if (depth < maxDepth) for (const child of children) collect(child, parts, depth + 1);
    return;
  }
  const text = textPart(node, type);
  if (text && parts.textParts.length < maxTextParts) parts.textParts.push(text);
  else if (parts.attachments.length < maxAttachments) parts.attachments.push(attachment(node, type));
}

/** RFC 2183: a text part is body unless it is called an attachment or carries a file name. */
function textPart(node: MessageStructureObject, type: string): TextPart | undefined {
  if (type !== 'text/plain' && type !== 'text/html') return undefined;
  if (node.disposition?.toLowerCase() === 'attachment' || fileName(node) !== '') return undefined;
  return {
    part: node.part ?? '1',
    mediaType: type,
    charset: node.parameters?.charset ?? null,
    encoding: node.encoding?.toLowerCase() ?? null,
    size: node.size ?? null,
  };
}

function attachment(node: MessageStructureObject, type: string): Attachment {
  const contentId = node.id?.replace(/^<|>$/g, '') || null;
  return {
    part: node.part ?? '1',
    name: fileName(node) || nameless(node, type),
    mediaType: type,
    size: decodedSize(node),
    contentId,
    inline: node.disposition?.toLowerCase() !== 'attachment' && contentId !== null,
  };
}

/**
 * RFC 9051 7.5.2 tells the octets as transferred; a person expects those of the file. In base64 a line of 76 characters and its
 * CRLF carry 57 octets (RFC 2045 6.8), so this is right to within a line.
 */
function decodedSize(node: MessageStructureObject): number | null {
  if (node.size === undefined) return null;
  return node.encoding?.toLowerCase() === 'base64' ? Math.floor((node.size * 57) / 78) : node.size;
}

/** Path parts and control characters have no place in a file name that a person will save. */
function fileName(node: MessageStructureObject): string {
  const given = node.dispositionParameters?.filename ?? node.parameters?.name ?? '';
  const last = given.split(/[/\\]/).at(-1) ?? '';
  return [...last]
    .filter((character) => !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(character))
    .join('')
    .trim()
    .slice(0, maxNameLength);
}

function nameless(node: MessageStructureObject, type: string): string {
  if (type === 'message/rfc822') return `${node.envelope?.subject?.trim().slice(0, 100) || 'message'}.eml`;
  if (type === 'text/calendar') return 'invitation.ics';
  return '';
}
