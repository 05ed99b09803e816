import type { Arguments } from '../grammar/arguments.ts';
import { astring } from '../grammar/response.ts';
import type { MimePart } from '../mime-structure.ts';

/** What stands between the brackets of `BODY[…]` (RFC 9051 section 6.4.5.1). */
export interface Section {
  /** Part numbers; empty for the message itself. */
  readonly path: readonly number[];
  readonly text: 'ALL' | 'HEADER' | 'HEADER.FIELDS' | 'HEADER.FIELDS.NOT' | 'TEXT' | 'MIME';
  readonly fields: readonly string[];
}

/** Reads a section up to and including its closing bracket. */
export function parseSection(args: Arguments): Section {
  const path: number[] = [];
  if (args.takes(']')) return { path, text: 'ALL', fields: [] };
  while (/^[1-9]/.test(args.rest)) {
    path.push(args.number());
    if (args.takes(']')) return { path, text: 'ALL', fields: [] };
    args.expect('.');
  }
  const section = parseText(args, path);
  args.expect(']');
  return section;
}

function parseText(args: Arguments, path: readonly number[]): Section {
  for (const text of ['HEADER.FIELDS.NOT', 'HEADER.FIELDS'] as const) {
    if (!args.takes(text)) continue;
    args.space();
    const fields = args.list(() => args.text());
    if (fields.length === 0) throw args.fault('a header list names at least one field');
    return { path, text, fields };
  }
  if (args.takes('HEADER')) return { path, text: 'HEADER', fields: [] };
  if (args.takes('TEXT')) return { path, text: 'TEXT', fields: [] };
  if (path.length > 0 && args.takes('MIME')) return { path, text: 'MIME', fields: [] };
  throw args.fault('unknown section');
}

/** The section as a response names it. */
export function sectionName({ path, text, fields }: Section): string {
  const words = [...path.map(String), ...(text === 'ALL' ? [] : [text])].join('.');
  return fields.length === 0 ? words : `${words} (${fields.map(astring).join(' ')})`;
}

/** The bytes of a section; undefined where the message has no such part. */
export function sectionBytes(section: Section, root: MimePart, raw: Uint8Array): Uint8Array | undefined {
  const { path, text } = section;
  const part = findPart(root, path);
  if (!part) return undefined;
  if (path.length === 0) return messageText(section, root, raw);
  if (text === 'ALL') return raw.subarray(part.bodyStart, part.end);
  if (text === 'MIME') return raw.subarray(part.start, part.bodyStart);
  // HEADER and TEXT of a part are those of the message it holds, if it holds one.
  return part.message && messageText(section, part.message, raw);
}

/** Part `1` of a message that is no multipart is its body. */
function findPart(root: MimePart, path: readonly number[]): MimePart | undefined {
  let part: MimePart = root;
  let enclosing: MimePart = root;
  for (const [index, number] of path.entries()) {
    if (index > 0) {
      if (part.message) enclosing = part.message;
      else if (part.type === 'multipart') enclosing = part;
      else return undefined;
    }
    const next: MimePart | undefined =
      enclosing.children.length > 0 ? enclosing.children[number - 1] : number === 1 ? enclosing : undefined;
    if (!next) return undefined;
    part = next;
  }
  return part;
}

function messageText({ text, fields }: Section, message: MimePart, raw: Uint8Array): Uint8Array {
  if (text === 'HEADER') return raw.subarray(message.start, message.bodyStart);
  if (text === 'TEXT') return raw.subarray(message.bodyStart, message.end);
  if (text === 'HEADER.FIELDS' || text === 'HEADER.FIELDS.NOT') {
    const wanted = new Set(fields.map((field) => field.toLowerCase()));
    const keep = text === 'HEADER.FIELDS';
    const chosen = message.header.filter(({ key }) => wanted.has(key) === keep);
    return Buffer.from(`${chosen.map(({ source }) => source).join('')}\r\n`, 'latin1');
  }
  return raw.subarray(message.start, message.end);
}
