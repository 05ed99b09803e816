import { nstring, type Piece, parenthesised, string } from '../grammar/response.ts';
import { fieldValue, type ParameterisedValue, parseParameterised } from '../mime-header.ts';
import type { MimePart } from '../mime-structure.ts';
import { envelope } from './envelope.ts';

/** BODY (`extended` false) or BODYSTRUCTURE of RFC 9051 section 7.5.2. */
export function bodyStructure(part: MimePart, raw: Uint8Array, extended: boolean): Piece[] {
  return part.type === 'multipart' ? multipart(part, raw, extended) : singlePart(part, raw, extended);
}

function multipart(part: MimePart, raw: Uint8Array, extended: boolean): Piece[] {
  const children =
    part.children.length > 0
      ? part.children.flatMap((child) => bodyStructure(child, raw, extended))
      : // The grammar demands at least one body, so a multipart without any shows an empty text.
        bodyStructure(emptyText(part), raw, extended);
  const members: Piece[][] = [children, [string(part.subtype)]];
  if (extended) {
    members.push(parameters(contentType(part)), disposition(part), language(part), [
      nstring(fieldValue(part.header, 'content-location')),
    ]);
  }
  return parenthesised(members);
}

function singlePart(part: MimePart, raw: Uint8Array, extended: boolean): Piece[] {
  const members: Piece[][] = [
    [string(part.type)],
    [string(part.subtype)],
    parameters(contentType(part)),
    [nstring(fieldValue(part.header, 'content-id'))],
    [nstring(fieldValue(part.header, 'content-description'))],
    [string(encoding(part))],
    [String(part.end - part.bodyStart)],
  ];
  if (part.message) {
    members.push(envelope(part.message.header), bodyStructure(part.message, raw, extended), [
      String(lineCount(part, raw)),
    ]);
  } else if (part.type === 'text') {
    members.push([String(lineCount(part, raw))]);
  }
  if (extended) {
    members.push([nstring(fieldValue(part.header, 'content-md5'))], disposition(part), language(part), [
      nstring(fieldValue(part.header, 'content-location')),
    ]);
  }
  return parenthesised(members);
}

function contentType(part: MimePart): ParameterisedValue {
  const text = fieldValue(part.header, 'content-type');
  if (text !== undefined) return parseParameterised(text);
  // RFC 2045 section 5.2: what names no type is text/plain in US-ASCII.
  return { value: 'text/plain', parameters: part.type === 'text' ? [['charset', 'us-ascii']] : [] };
}

function parameters({ parameters: list }: ParameterisedValue): Piece[] {
  if (list.length === 0) return ['NIL'];
  return parenthesised(list.flatMap(([name, value]) => [[string(name)], [string(value)]]));
}

function disposition(part: MimePart): Piece[] {
  const text = fieldValue(part.header, 'content-disposition');
  if (!text) return ['NIL'];
  const parsed = parseParameterised(text);
  return parenthesised([[string(parsed.value.toLowerCase())], parameters(parsed)]);
}

function language(part: MimePart): Piece[] {
  const text = fieldValue(part.header, 'content-language');
  if (!text) return ['NIL'];
  const tags = text.split(',').map((tag) => tag.trim());
  return tags.length === 1 ? [string(tags[0] ?? '')] : parenthesised(tags.map((tag) => [string(tag)]));
}

function encoding(part: MimePart): string {
  const text = fieldValue(part.header, 'content-transfer-encoding');
  return (text && parseParameterised(text).value.toLowerCase()) || '7bit';
}

function lineCount(part: MimePart, raw: Uint8Array): number {
  let lines = 0;
  for (let at = raw.indexOf(LF, part.bodyStart); at !== -1 && at < part.end; at = raw.indexOf(LF, at + 1)) {
    lines += 1;
  }
  return lines;
}

function emptyText(inside: MimePart): MimePart {
  const at = inside.end;
  return {
    start: at,
    bodyStart: at,
    end: at,
    header: [],
    type: 'text',
    subtype: 'plain',
    children: [],
    message: undefined,
  };
}

const LF = 0x0a;
