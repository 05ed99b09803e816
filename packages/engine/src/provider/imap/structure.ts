/**
 * BODYSTRUCTURE (RFC 9051 7.5.2) as what a reader needs: which parts are text to read, which are attachments.
 */
import type { Attachment } from '@mailroom/model';
import type { TextPart } from '../../ports/mail.ts';
import type { BodyPart } from './fetch/body-structure.ts';

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

export function messageParts(structure: BodyPart): MessageParts {
  const parts: MessageParts = { textParts: [], attachments: [] };
  collect(structure, parts, 0);
  return parts;
}

function collect(node: BodyPart, parts: MessageParts, depth: number): void {
  if (node.children.length > 0) {
    if (depth < maxDepth) for (const child of node.children) collect(child, parts, depth + 1);
    return;
  }
  const text = textPart(node);
  if (text && parts.textParts.length < maxTextParts) parts.textParts.push(text);
  else if (parts.attachments.length < maxAttachments) parts.attachments.push(attachment(node));
}

/** RFC 2183: a text part is body unless it is called an attachment or carries a file name. */
function textPart(node: BodyPart): TextPart | undefined {
  const { type } = node;
  if (type !== 'text/plain' && type !== 'text/html') return undefined;
  if (node.disposition === 'attachment' || fileName(node) !== '') return undefined;
  return {
    part: node.part ?? '1',
    mediaType: type,
    charset: node.parameters.get('charset') ?? null,
    encoding: node.encoding,
    size: node.size,
  };
}

function attachment(node: BodyPart): Attachment {
  const contentId = node.id?.replace(/^<|>$/g, '') || null;
  return {
    part: node.part ?? '1',
    name: fileName(node) || nameless(node),
    mediaType: node.type,
    size: decodedSize(node),
    contentId,
    inline: node.disposition !== 'attachment' && contentId !== null,
  };
}

/**
 * RFC 9051 7.5.2 tells the octets as transferred; a person expects those of the file. In base64 a line of 76 characters and its
 * CRLF carry 57 octets (RFC 2045 6.8), so this is right to within a line.
 */
function decodedSize(node: BodyPart): number | null {
  if (node.size === null) return null;
  return node.encoding === 'base64' ? Math.floor((node.size * 57) / 78) : node.size;
}

/** Path parts and control characters have no place in a file name that a person will save. */
function fileName(node: BodyPart): string {
  const given = node.dispositionParameters.get('filename') ?? node.parameters.get('name') ?? '';
  const last = given.split(/[/\\]/).at(-1) ?? '';
  return last
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim()
    .slice(0, maxNameLength);
}

function nameless({ type, attachedSubject }: BodyPart): string {
  if (type === 'message/rfc822') return `${attachedSubject?.trim().slice(0, 100) || 'message'}.eml`;
  if (type === 'text/calendar') return 'invitation.ics';
  return '';
}
