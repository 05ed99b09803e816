/** One header field, each byte as one character. */
export interface HeaderField {
  readonly name: string;
  /** Lower-case name, for comparing. */
  readonly key: string;
  /** Unfolded, surrounding white space removed. */
  readonly value: string;
  /** The whole field as it stands, folding and final line break included. */
  readonly source: string;
}

/** A structured value such as `text/plain; charset=utf-8`: the part before the first semicolon and the rest. */
export interface ParameterisedValue {
  readonly value: string;
  /** Names in lower case; values without quotes. In order of appearance. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

const FIELD = /[^\n]*(?:\n|$)(?:[ \t][^\n]*(?:\n|$))*/y;
const NAME = /^([!-9;-~]+)[ \t]*:/;

/** Splits a header into fields. Lines that are no field are dropped; nothing makes it throw. */
export function parseHeader(bytes: Uint8Array): HeaderField[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const fields: HeaderField[] = [];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < text.length) {
    const source = FIELD.exec(text)?.[0] ?? '';
    const name = NAME.exec(source);
    if (name?.[1] !== undefined) {
      const value = source
        .slice(name[0].length)
        .replace(/\r?\n(?=[ \t])/g, '')
        .trim();
      fields.push({ name: name[1], key: name[1].toLowerCase(), value, source });
    }
  }
  return fields;
}

/** The value of the first field of this (lower-case) name. */
export function fieldValue(header: readonly HeaderField[], key: string): string | undefined {
  return header.find((field) => field.key === key)?.value;
}

/** The type a part has, after RFC 2045 section 5.2's defaults for a missing or unreadable Content-Type. */
export function bodyType(header: readonly HeaderField[], fallback: 'text/plain' | 'message/rfc822') {
  const content = parseParameterised(fieldValue(header, 'content-type') ?? fallback);
  const [type = '', subtype = ''] = content.value
    .toLowerCase()
    .split('/', 2)
    .map((half) => half.trim());
  if (type === '' || subtype === '') return { type: 'text', subtype: 'plain', boundary: undefined };
  return {
    type,
    subtype,
    boundary: content.parameters.find(([name]) => name === 'boundary')?.[1] || undefined,
  };
}

const PARAMETER = /;\s*([^\s=;]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"?|([^;]*))|;/gs;

/** Reads `value; name=value; name="value"` (RFC 2045 section 5.1), comments removed. */
export function parseParameterised(text: string): ParameterisedValue {
  const bare = withoutComments(text);
  const semicolon = bare.indexOf(';');
  const value = (semicolon === -1 ? bare : bare.slice(0, semicolon)).trim();
  const parameters: [string, string][] = [];
  if (semicolon !== -1) {
    for (const [, name, quotedValue, plain] of bare.slice(semicolon).matchAll(PARAMETER)) {
      if (name === undefined) continue;
      const parameter =
        quotedValue === undefined ? (plain ?? '').trim() : quotedValue.replace(/\\(.)/gs, '$1');
      parameters.push([name.toLowerCase(), parameter]);
    }
  }
  return { value, parameters };
}

/** Removes RFC 5322 comments, which nest, leaving quoted strings alone. */
export function withoutComments(text: string): string {
  if (!text.includes('(')) return text;
  let depth = 0;
  let inQuotes = false;
  let result = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === '\\' && (inQuotes || depth > 0)) {
      if (depth === 0) result += text.slice(index, index + 2);
      index += 1;
      continue;
    }
    if (depth === 0 && character === '"') inQuotes = !inQuotes;
    if (!inQuotes && character === '(') depth += 1;
    else if (!inQuotes && character === ')' && depth > 0) depth -= 1;
    else if (depth === 0) result += character;
  }
  return result;
}
