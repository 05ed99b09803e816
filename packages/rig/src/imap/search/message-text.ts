import type { PracticeMessage } from '../../mailbox/index.ts';
import { structureOf } from '../fetch/structure-cache.ts';
import { fieldValue, parseParameterised } from '../mime-header.ts';
import type { MimePart } from '../mime-structure.ts';

/** A message's texts as a search compares them: decoded, in lower case. */
export class MessageText {
  readonly #message: PracticeMessage;
  #content: { raw: Uint8Array; root: MimePart } | undefined;
  #body: string | undefined;

  constructor(message: PracticeMessage) {
    this.#message = message;
  }

  hasHeader(key: string): boolean {
    return this.#read().root.header.some((field) => field.key === key);
  }

  /** All fields of this name, encoded words decoded. */
  header(key: string): string {
    const fields = this.#read().root.header.filter((field) => field.key === key);
    return fields.map(({ value }) => decodeWords(value).toLowerCase()).join('\n');
  }

  /** The Date field; undefined where there is none. */
  get sent(): Date | undefined {
    const date = fieldValue(this.#read().root.header, 'date');
    return date === undefined ? undefined : new Date(date);
  }

  /** The text parts, transfer encoding removed. */
  get body(): string {
    const { raw, root } = this.#read();
    this.#body ??= textParts(root)
      .map((part) => decodePart(part, raw).toLowerCase())
      .join('\n');
    return this.#body;
  }

  get everything(): string {
    const header = this.#read().root.header.map(({ name, value }) => `${name}: ${decodeWords(value)}`);
    return `${header.join('\n').toLowerCase()}\n${this.body}`;
  }

  #read(): { raw: Uint8Array; root: MimePart } {
    if (!this.#content) {
      const raw = this.#message.raw();
      this.#content = { raw, root: structureOf(this.#message, raw) };
    }
    return this.#content;
  }
}

const ENCODED_WORD = /=\?([^?\s]+)\?([bq])\?([^?\s]*)\?=(?:\s+(?==\?))?/gi;

/** Decodes RFC 2047 encoded words in a value with one character per byte; other bytes are taken as UTF-8. */
function decodeWords(value: string): string {
  const utf8 = Buffer.from(value, 'latin1').toString('utf8');
  return utf8.replace(ENCODED_WORD, (whole, charset: string, encoding: string, text: string) => {
    const bytes =
      encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : unquote(text.replace(/_/g, ' '));
    return decodeCharset(bytes, charset) ?? whole;
  });
}

function textParts(part: MimePart): MimePart[] {
  if (part.message) return textParts(part.message);
  if (part.type === 'multipart') return part.children.flatMap(textParts);
  return part.type === 'text' ? [part] : [];
}

function decodePart(part: MimePart, raw: Uint8Array): string {
  const bytes = Buffer.from(raw.subarray(part.bodyStart, part.end));
  const encoding = fieldValue(part.header, 'content-transfer-encoding')?.toLowerCase();
  const plain =
    encoding === 'base64'
      ? Buffer.from(bytes.toString('latin1'), 'base64')
      : encoding === 'quoted-printable'
        ? unquote(bytes.toString('latin1').replace(/=\r?\n/g, ''))
        : bytes;
  const { parameters } = parseParameterised(fieldValue(part.header, 'content-type') ?? '');
  const charset = parameters.find(([name]) => name === 'charset')?.[1] ?? 'utf-8';
  return decodeCharset(plain, charset) ?? plain.toString('utf8');
}

function unquote(text: string): Buffer {
  const binary = text.replace(/=([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(binary, 'latin1');
}

function decodeCharset(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // A charset nobody knows.
    return undefined;
  }
}
