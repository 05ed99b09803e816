/**
 * HTML to the plain text that is indexed and shown in lists. Reads tokens, not a tree: depth costs nothing, so a million nested
 * elements are no more work than a million in a row. What comes out is text and is never treated as HTML again.
 */
import { Tokenizer } from 'htmlparser2';

/** Their content is not what a person reads. */
const skipped: ReadonlySet<string> = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'svg',
  'math',
  'select',
]);

/** A line of its own; `paragraph` also stands apart by an empty line. */
const line: ReadonlySet<string> = new Set([
  'address',
  'article',
  'aside',
  'body',
  'center',
  'dd',
  'div',
  'dl',
  'dt',
  'figcaption',
  'figure',
  'footer',
  'form',
  'header',
  'hr',
  'li',
  'main',
  'nav',
  'section',
  'table',
  'tr',
]);
const paragraph: ReadonlySet<string> = new Set([
  'blockquote',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ol',
  'p',
  'pre',
  'ul',
]);
const cell: ReadonlySet<string> = new Set(['td', 'th']);

/** Quotation marks deeper than this are history that nobody reads on one line. */
const deepestQuote = 9;

/** White space other than one space by itself, which stays as it is: most of a text's need not be touched. */
const whiteSpace = /[\t\r\n\f][ \t\r\n\f]*| [ \t\r\n\f]+/g;

/**
 * Text of `html`, at most `limit` characters: elements that break the line do, quotations get `>` marks, images their alternative
 * text, entities are decoded. Never throws.
 */
export function htmlToText(html: string, limit: number): string {
  const lines = new LineWriter(limit);
  let name = '';
  let attribute = '';
  let value = '';
  let skippedName: string | null = null;
  let skippedDepth = 0;
  let preformatted = 0;

  const text = (piece: string): void => {
    if (skippedName === null) lines.add(piece, preformatted > 0);
    // Nothing more fits; the tokens that are left change nothing.
    if (lines.full) tokenizer.pause();
  };

  const breakFor = (element: string): void => {
    if (element === 'br') lines.newLine();
    else if (line.has(element)) lines.endLine();
    else if (paragraph.has(element)) lines.endParagraph();
    else if (cell.has(element)) lines.add(' ', false);
  };

  const opened = (): void => {
    if (skippedName !== null) {
      if (name === skippedName) skippedDepth += 1;
      return;
    }
    if (skipped.has(name)) {
      skippedName = name;
      skippedDepth = 1;
      return;
    }
    breakFor(name);
    if (name === 'blockquote') lines.quote(1);
    if (name === 'pre') preformatted += 1;
    if (name === 'li') lines.add('- ', false);
  };

  const closed = (element: string): void => {
    if (skippedName !== null) {
      if (element === skippedName) skippedDepth -= 1;
      if (skippedDepth === 0) skippedName = null;
      return;
    }
    if (element === 'blockquote') {
      lines.endParagraph();
      lines.quote(-1);
    }
    if (element === 'pre') preformatted = Math.max(0, preformatted - 1);
    if (!cell.has(element)) breakFor(element);
  };

  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      ontext: (start, end) => text(html.slice(start, end)),
      ontextentity: (codePoint) => text(String.fromCodePoint(codePoint)),
      onopentagname: (start, end) => {
        name = html.slice(start, end).toLowerCase();
        // The end tag of a head may be left out (HTML 13.1.2.4).
        if (skippedName === 'head' && name === 'body') skippedName = null;
      },
      onopentagend: opened,
      // `<div/>` opens a div in HTML; only elements that are empty anyway are written so in practice.
      onselfclosingtag: () => {
        if (skippedName === null) breakFor(name);
      },
      onclosetag: (start, end) => closed(html.slice(start, end).toLowerCase()),
      onattribname: (start, end) => {
        attribute = name === 'img' ? html.slice(start, end).toLowerCase() : '';
        value = '';
      },
      onattribdata: (start, end) => {
        if (attribute === 'alt') value += html.slice(start, end);
      },
      onattribentity: (codePoint) => {
        if (attribute === 'alt') value += String.fromCodePoint(codePoint);
      },
      onattribend: () => {
        if (attribute === 'alt' && value.trim() !== '') text(` ${value} `);
        attribute = '';
      },
      oncdata: () => {},
      oncomment: () => {},
      ondeclaration: () => {},
      onprocessinginstruction: () => {},
      onend: () => {},
    },
  );
  tokenizer.write(html);
  if (!lines.full) tokenizer.end();
  return lines.finish();
}

/** Gathers lines: white space folded, empty lines never doubled, quotation marks at each line's start. */
class LineWriter {
  readonly #limit: number;
  readonly #lines: string[] = [];
  #current = '';
  /** Characters of the lines that are written. */
  #length = 0;
  #quoted = 0;
  #blank = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get full(): boolean {
    if (this.#length + this.#current.length < this.#limit) return false;
    // Most of it may be white space.
    this.#current = this.#current.replace(whiteSpace, ' ');
    return this.#length + this.#current.length >= this.#limit;
  }

  add(piece: string, preformatted: boolean): void {
    if (this.full || piece === '') return;
    if (preformatted && piece.includes('\n')) {
      for (const [at, part] of piece.split(/\r?\n/).entries()) {
        if (at > 0) this.newLine();
        this.add(part, true);
      }
      return;
    }
    this.#current += piece;
  }

  quote(change: 1 | -1): void {
    this.#quoted = Math.max(0, this.#quoted + change);
  }

  newLine(): void {
    const folded = this.#current.replace(whiteSpace, ' ').trim();
    this.#current = '';
    if (folded === '') {
      this.#blank = this.#lines.length > 0;
      return;
    }
    if (this.#blank) this.#lines.push('');
    this.#blank = false;
    const marks = '>'.repeat(Math.min(this.#quoted, deepestQuote));
    this.#lines.push(marks === '' ? folded : `${marks} ${folded}`);
    this.#length += folded.length + 1;
  }

  endLine(): void {
    if (this.#current !== '') this.newLine();
  }

  endParagraph(): void {
    this.endLine();
    this.#blank = this.#lines.length > 0;
  }

  finish(): string {
    this.endLine();
    return this.#lines.join('\n').slice(0, this.#limit);
  }
}
