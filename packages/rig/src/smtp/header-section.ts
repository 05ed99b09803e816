/**
 * The header section of a submitted message, edited as bytes: everything that is not touched stays as the client
 * wrote it, as a transport agent must leave it (RFC 5321 section 4.4).
 */

/** Where the header section ends: the offset just behind its last field's CRLF. */
function endOfHeaders(message: Buffer): number {
  const blank = message.indexOf('\r\n\r\n');
  return blank === -1 ? message.length : blank + 2;
}

/** The unfolded value of the first field with this name, or undefined. */
export function headerValue(message: Buffer, name: string): string | undefined {
  const section = message.subarray(0, endOfHeaders(message)).toString('latin1');
  const field = new RegExp(`^${name}:((?:.*)(?:\\r\\n[ \\t].*)*)`, 'im').exec(section);
  return field?.[1]?.replace(/\r\n(?=[ \t])/g, '').trim();
}

/** The same message with one field replaced, or added on top when it had none. */
export function replaceHeader(message: Buffer, name: string, value: string): Buffer {
  const end = endOfHeaders(message);
  const section = message.subarray(0, end).toString('latin1');
  const field = new RegExp(`^${name}:(?:.*)(?:\\r\\n[ \\t].*)*`, 'im');
  const line = `${name}: ${value}`;
  const edited = field.test(section) ? section.replace(field, () => line) : `${line}\r\n${section}`;
  return Buffer.concat([Buffer.from(edited, 'latin1'), message.subarray(end)]);
}

/** The same message with fields put in front, as every transport agent does with its trace. */
export function prependHeaders(message: Buffer, fields: readonly string[]): Buffer {
  return Buffer.concat([Buffer.from(fields.map((field) => `${field}\r\n`).join(''), 'latin1'), message]);
}

/** The address of a From field with a single mailbox, lower-cased; undefined when there is none. */
export function fromAddress(message: Buffer): string | undefined {
  const value = headerValue(message, 'From');
  if (value === undefined) return undefined;
  const bracketed = /<([^<>\s]+)>\s*$/.exec(value);
  return (bracketed?.[1] ?? value).trim().toLowerCase();
}
