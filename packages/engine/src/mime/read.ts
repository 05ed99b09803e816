/**
 * Bytes to text, HTML, snippet, attachments and the words that are searched. Runs in the reading threads only: there is mail made to
 * defeat parsers. A part whose structure the server told needs decoding and no parser; whole sources go through postal-mime.
 */
import type { Attachment } from '@mailroom/model';
import PostalMime, { type Email, type Attachment as ParsedAttachment } from 'postal-mime';
import type { TextPart } from '../ports/mail.ts';
import { indexedWords } from '../words/index.ts';
import { decodeText } from './charset.ts';
import { htmlToText } from './html-text.ts';
import type { Reading } from './job.ts';
import { snippetOf } from './snippet.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** Characters of text that are stored and indexed, and of HTML that is kept for showing. */
export const textLimit = 1_000_000;
export const htmlLimit = 4_000_000;
/** Octets of one text part, and of a whole source, that are looked at. */
export const partLimit = 4 * 1024 * 1024;
export const sourceLimit = 32 * 1024 * 1024;

interface Representations {
  plain: string;
  html: string;
}

/** @param header what is searched beside the body: see `searchableHeader` */
export function readParts(parts: readonly { part: TextPart; bytes: Uint8Array }[], header: string): Reading {
  const plain: string[] = [];
  const html: string[] = [];
  for (const { part, bytes } of parts) {
    const isHtml = part.mediaType === 'text/html';
    (isHtml ? html : plain).push(decodePart(part, bytes.subarray(0, partLimit), isHtml));
  }
  return represent({ plain: plain.join('\n\n'), html: html.join('\n') }, header);
}

/** @throws Error when the source defeats the parser, or is larger than `sourceLimit`. */
export async function readSource(source: Uint8Array, header: string): Promise<Reading> {
  const email = await parse(source);
  const attachments = email.attachments.map(describe);
  const names = attachments.map(({ name }) => name).join('\n');
  return {
    ...represent({ plain: email.text ?? '', html: email.html ?? '' }, `${header}\n${names}`),
    attachments,
  };
}

/**
 * One attachment of a whole source, as `readSource` numbered them.
 * @throws Error when there is no such attachment.
 */
export async function readAttachment(source: Uint8Array, part: string): Promise<Uint8Array> {
  const email = await parse(source);
  const found = email.attachments.find((_, at) => sourcePart(at) === part);
  if (found === undefined) throw new Error(`no attachment ${part}`);
  if (typeof found.content === 'string') return new TextEncoder().encode(found.content);
  return new Uint8Array(found.content);
}

async function parse(source: Uint8Array): Promise<Email> {
  if (source.byteLength > sourceLimit) throw new Error(`larger than ${sourceLimit} octets`);
  return PostalMime.parse(source);
}

function represent(said: Representations, header: string): Reading {
  const text = storable(textOf(said));
  return {
    state: 'stored',
    text,
    html: said.html === '' ? null : storable(said.html.slice(0, htmlLimit)),
    snippet: snippetOf(text),
    words: indexedWords(header, text),
  };
}

/**
 * The plain part, unless the HTML says twice as much: some senders put only "your program cannot show this" or a mailing list's footer
 * into the plain part. HTML says no more than it has characters, so that most need not be turned into text to know.
 */
function textOf({ plain, html }: Representations): string {
  const written = plain.trimEnd();
  const enough = written.length * 2;
  const ofHtml = enough >= html.length ? '' : htmlToText(html, textLimit);
  return enough >= ofHtml.length ? written.slice(0, textLimit) : ofHtml;
}

/** A half surrogate pair has no UTF-8 form, and PostgreSQL takes no NUL in text. */
function storable(text: string): string {
  return (text.includes('\u0000') ? text.replaceAll('\u0000', '') : text).toWellFormed();
}

function decodePart(part: TextPart, bytes: Uint8Array, isHtml: boolean): string {
  const text = decodeText(decodeTransfer(bytes, part.encoding), part.charset, isHtml);
  return text.replace(/\r\n/g, '\n');
}

/** Part numbers are the server's to give; where it could not, attachments are counted in the source instead. */
function sourcePart(at: number): string {
  return `source-${at + 1}`;
}

function describe(parsed: ParsedAttachment, at: number): Attachment {
  const { content } = parsed;
  return {
    part: sourcePart(at),
    name: storable(parsed.filename ?? ''),
    mediaType: parsed.mimeType,
    size: typeof content === 'string' ? content.length : content.byteLength,
    contentId: parsed.contentId?.replace(/^<|>$/g, '') ?? null,
    inline: parsed.related === true || parsed.disposition === 'inline',
  };
}
