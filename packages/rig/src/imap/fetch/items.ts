import type { Arguments } from '../grammar/arguments.ts';
import type { Session } from '../session.ts';
import { parseSection, type Section } from './section.ts';

/** A data item of FETCH (RFC 9051 section 6.4.5). */
export type FetchItem =
  | { readonly kind: SimpleItem }
  | {
      readonly kind: 'section';
      readonly section: Section;
      /** Without it, fetching marks the message \Seen. */
      readonly peek: boolean;
      readonly partial: { readonly start: number; readonly length: number } | undefined;
      /** How the response names the item, up to the section. */
      readonly name: 'BODY' | 'RFC822' | 'RFC822.HEADER' | 'RFC822.TEXT';
    };

export type SimpleItem =
  | 'UID'
  | 'FLAGS'
  | 'INTERNALDATE'
  | 'RFC822.SIZE'
  | 'ENVELOPE'
  | 'BODYSTRUCTURE'
  | 'BODY'
  | 'MODSEQ'
  | 'EMAILID'
  | 'THREADID'
  | 'X-GM-MSGID'
  | 'X-GM-THRID'
  | 'X-GM-LABELS';

const NEEDS: Readonly<Record<SimpleItem, string | undefined>> = {
  UID: undefined,
  FLAGS: undefined,
  INTERNALDATE: undefined,
  'RFC822.SIZE': undefined,
  ENVELOPE: undefined,
  BODYSTRUCTURE: undefined,
  BODY: undefined,
  MODSEQ: 'CONDSTORE',
  EMAILID: 'OBJECTID',
  THREADID: 'OBJECTID',
  'X-GM-MSGID': 'X-GM-EXT-1',
  'X-GM-THRID': 'X-GM-EXT-1',
  'X-GM-LABELS': 'X-GM-EXT-1',
};

const FAST: readonly SimpleItem[] = ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'];
const MACROS: Readonly<Record<string, readonly SimpleItem[]>> = {
  FAST,
  ALL: [...FAST, 'ENVELOPE'],
  FULL: [...FAST, 'ENVELOPE', 'BODY'],
};

const WHOLE = {
  RFC822: { text: 'ALL', peek: false },
  'RFC822.HEADER': { text: 'HEADER', peek: true },
  'RFC822.TEXT': { text: 'TEXT', peek: false },
} as const;

/** Reads one item, a macro, or a list of items. */
export function parseItems(session: Session, args: Arguments): FetchItem[] {
  if (args.looksAt('(')) {
    const items = args.list(() => parseItem(session, args));
    if (items.length === 0) throw args.fault('FETCH names at least one item');
    return items;
  }
  for (const [name, items] of Object.entries(MACROS)) {
    if (new RegExp(`^${name}(?= |$)`, 'i').test(args.rest)) {
      args.expect(name);
      return items.map((kind) => ({ kind }));
    }
  }
  return [parseItem(session, args)];
}

function parseItem(session: Session, args: Arguments): FetchItem {
  const peek = args.takes('BODY.PEEK[');
  if (peek || args.takes('BODY[')) {
    const section = parseSection(args);
    return { kind: 'section', section, peek, partial: parsePartial(args), name: 'BODY' };
  }
  const word = args.word();
  if (word === 'RFC822' || word === 'RFC822.HEADER' || word === 'RFC822.TEXT') {
    const { text, peek: peeks } = WHOLE[word];
    return {
      kind: 'section',
      section: { path: [], text, fields: [] },
      peek: peeks,
      partial: undefined,
      name: word,
    };
  }
  if (!isSimple(word)) throw args.fault(`unknown FETCH item ${word}`);
  const needs = NEEDS[word];
  if (needs !== undefined && !session.offers(needs)) throw args.fault(`${needs} is not offered`);
  return { kind: word };
}

function isSimple(word: string): word is SimpleItem {
  return Object.hasOwn(NEEDS, word);
}

/** `<start.length>`; a length of zero is not allowed. */
function parsePartial(args: Arguments): { start: number; length: number } | undefined {
  if (!args.takes('<')) return undefined;
  const start = args.number();
  args.expect('.');
  const length = args.number();
  args.expect('>');
  if (length === 0) throw args.fault('a partial fetch of nothing');
  return { start, length };
}
