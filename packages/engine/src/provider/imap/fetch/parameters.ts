/** Parameters of a MIME field as BODYSTRUCTURE lists them, with continuations and charsets (RFC 2231) put together. */
import { Buffer } from 'node:buffer';
import type { Cursor } from './cursor.ts';
import { headerText } from './header-text.ts';

const none: ReadonlyMap<string, string> = new Map();
/** A parameter in more pieces than these is no name that anybody reads. */
const maxSegments = 100;

/** RFC 2231: `name*`, `name*0`, `name*0*`. */
const inPieces = /^([^*]+)\*(?:(\d{1,4})(\*)?)?$/;

interface Segment {
  index: number;
  encoded: boolean;
  text: string;
}

/**
 * Names in lower case. A value that stands twice is taken once, the first time; one in pieces wins over the plain one beside it,
 * which is there for software that knows no RFC 2231.
 * @throws Malformed
 */
export function readParameters(cursor: Cursor): ReadonlyMap<string, string> {
  if (!cursor.isOpen()) {
    cursor.stepOver();
    return none;
  }
  cursor.open();
  const plain = new Map<string, string>();
  const pieces = new Map<string, Segment[]>();
  while (!cursor.closed()) {
    const name = (cursor.text() ?? '').toLowerCase();
    cursor.spaces();
    const value = cursor.isClose() ? '' : (cursor.text() ?? '');
    const [, base, index, encoded] = (name.includes('*') && inPieces.exec(name)) || [];
    if (base === undefined) {
      if (!plain.has(name)) plain.set(name, headerText(value));
    } else {
      const segments = pieces.get(base) ?? [];
      const whole = index === undefined;
      if (segments.length < maxSegments) {
        segments.push({
          index: whole ? 0 : Number(index),
          encoded: whole || encoded !== undefined,
          text: value,
        });
      }
      pieces.set(base, segments);
    }
  }
  for (const [name, segments] of pieces) plain.set(name, joined(segments));
  return plain;
}

function joined(segments: readonly Segment[]): string {
  const ordered = [...segments].sort((a, b) => a.index - b.index);
  let charset: string | null = null;
  const octets = ordered.map(({ encoded, text }, at) => {
    if (!encoded) return Buffer.from(text, 'latin1');
    const [, named, rest] = (at === 0 && /^([^']*)'[^']*'(.*)$/s.exec(text)) || [];
    if (named !== undefined) charset = named || 'utf-8';
    return percentDecoded(rest ?? text);
  });
  const all = Buffer.concat(octets);
  return charset === null ? headerText(all.toString('latin1')) : decoded(all, charset);
}

function percentDecoded(text: string): Buffer {
  const plain = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(plain, 'latin1');
}

/** A charset that nobody knows leaves the octets to be read as a header's are. */
function decoded(octets: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(octets);
  } catch {
    return headerText(octets.toString('latin1'));
  }
}
