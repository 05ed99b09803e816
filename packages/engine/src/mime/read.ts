/**
 * Bytes to text, HTML, snippet and attachments. Runs in the reading threads only: postal-mime is a good parser, and there is mail
 * made to defeat parsers.
 */
import type { Attachment } from '@mailroom/model';
import PostalMime, { type Email, type Attachment as ParsedAttachment } from 'postal-mime';
import type { TextPart } from '../ports/mail.ts';
import { htmlToText } from './html-text.ts';
import type { Reading } from './job.ts';
import { snippetOf } from './snippet.ts';

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

/** @throws Error when a part defeats the parser. */
export async function readParts(parts: readonly { part: TextPart; bytes: Uint8Array }[]): Promise<Reading> {
  const plain: string[] = [];
  const html: string[] = [];
  for (const { part, bytes } of parts) {
    const text = await decodePart(part, bytes.subarray(0, partLimit));
    if (part.mediaType === 'text/html') html.push(text);
    else plain.push(text);
  }
  return { state: 'stored', ...represent({ plain: plain.join('\n\n'), html: html.join('\n') }) };
}

/** @throws Error when the source defeats the parser, or is larger than `sourceLimit`. */
export async function readSource(source: Uint8Array): Promise<Reading> {
  const email = await parse(source);
  return {
    state: 'stored',
    ...represent({ plain: email.text ?? '', html: email.html ?? '' }),
    attachments: email.attachments.map(describe),
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

function represent({ plain, html }: Representations): Pick<Reading, 'text' | 'html' | 'snippet'> {
  const ofHtml = html === '' ? '' : htmlToText(html, textLimit);
  // Some senders put only "your program cannot show this" or a mailing list's footer into the plain part.
  const written = plain.trimEnd();
  const text = written.length * 2 >= ofHtml.length ? written.slice(0, textLimit) : ofHtml;
  return {
    text: storable(text),
    html: html === '' ? null : storable(html.slice(0, htmlLimit)),
    snippet: storable(snippetOf(text)),
  };
}

/** A half surrogate pair has no UTF-8 form, and PostgreSQL takes no NUL in text. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}

/** A message of its own around one part, so that the parser does transfer encoding and charset as it does for whole messages. */
function wrap(part: TextPart, charset: string | null, bytes: Uint8Array): Uint8Array {
  const type = charset === null ? part.mediaType : `${part.mediaType}; charset="${charset}"`;
  const encoding = token(part.encoding) ?? '7bit';
  const header = new TextEncoder().encode(
    `Content-Type: ${type}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`,
  );
  const message = new Uint8Array(header.length + bytes.length);
  message.set(header);
  message.set(bytes, header.length);
  return message;
}

async function decodePart(part: TextPart, bytes: Uint8Array): Promise<string> {
  const declared = token(part.charset);
  const text = await decodeAs(part, declared, bytes);
  // Old senders leave the charset out, or say ASCII, and write 8-bit text all the same.
  const guessing = declared === null || /^(us-)?ascii$/i.test(declared);
  if (!guessing || !text.includes('\ufffd')) return text;
  return decodeAs(part, metaCharset(text) ?? 'windows-1252', bytes);
}

async function decodeAs(part: TextPart, charset: string | null, bytes: Uint8Array): Promise<string> {
  const { text, html } = await PostalMime.parse(wrap(part, charset, bytes));
  return (part.mediaType === 'text/html' ? html : text) ?? '';
}

/** What an HTML body says of itself; its markup is ASCII whatever the charset. */
function metaCharset(html: string): string | null {
  return token(
    /<meta\b[^>]{0,300}?charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(html.slice(0, 4096))?.[1] ?? null,
  );
}

/** A server's words go into a header of ours only where they are a token (RFC 2045 5.1). */
function token(text: string | null): string | null {
  return text !== null && /^[\w.:+-]{1,60}$/.test(text) ? text : null;
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
