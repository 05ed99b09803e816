/**
 * Text to bytes in the charsets that old mail still uses. Node decodes all of them and encodes none but Latin-1,
 * so the tables are turned around once, when a charset is first asked for.
 */
export type Charset = 'us-ascii' | 'utf-8' | 'iso-8859-1' | 'koi8-r' | 'gb18030';

/** Reads the single bytes 128–255, and for GB18030 every two-byte pair, into a table of character → bytes. */
function invert(charset: 'koi8-r' | 'gb18030'): Map<string, Buffer> {
  const decoder = new TextDecoder(charset);
  const table = new Map<string, Buffer>();
  const learn = (bytes: Buffer): void => {
    const character = decoder.decode(bytes);
    if ([...character].length === 1 && character !== '\uFFFD') table.set(character, bytes);
  };
  if (charset === 'koi8-r') {
    for (let byte = 0x80; byte <= 0xff; byte += 1) learn(Buffer.of(byte));
    return table;
  }
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) learn(Buffer.of(lead, trail));
  }
  return table;
}

const tables = new Map<Charset, Map<string, Buffer>>();

function tableOf(charset: 'koi8-r' | 'gb18030'): Map<string, Buffer> {
  const known = tables.get(charset);
  if (known !== undefined) return known;
  const table = invert(charset);
  tables.set(charset, table);
  return table;
}

/** The bytes of a text, or undefined when the charset lacks one of its characters. */
export function encodeText(text: string, charset: Charset): Buffer | undefined {
  if (charset === 'utf-8') return Buffer.from(text, 'utf8');
  if (charset === 'us-ascii' || charset === 'iso-8859-1') {
    const highest = charset === 'us-ascii' ? 0x7f : 0xff;
    for (let index = 0; index < text.length; index += 1) {
      if (text.charCodeAt(index) > highest) return undefined;
    }
    return Buffer.from(text, 'latin1');
  }
  const table = tableOf(charset);
  const pieces: Buffer[] = [];
  for (const character of text) {
    if (character.charCodeAt(0) < 0x80) {
      pieces.push(Buffer.from(character, 'latin1'));
      continue;
    }
    const bytes = table.get(character);
    if (bytes === undefined) return undefined;
    pieces.push(bytes);
  }
  return Buffer.concat(pieces);
}
