import { type Charset, encodeText } from './charsets.ts';
import { formatHeader, formatParameter, type Header } from './headers.ts';
import { base64Lines, quotedPrintable } from './transfer-encoding.ts';

/**
 * A small composer of RFC 5322 and MIME messages for the practice world: a tree of parts in, bytes out. It is rig's own,
 * so that a mistake in the product's composer or parser shows up as a disagreement.
 */
export type Part = TextPart | FilePart | RawPart | Multipart;

/** Text in a charset; line breaks in `text` are \n and become CRLF. */
export interface TextPart {
  readonly kind: 'text';
  /** `plain`, `html`, `calendar`. */
  readonly subtype: string;
  readonly text: string;
  /** Written in UTF-8 instead when the charset lacks a character. */
  readonly charset: Charset;
  readonly encoding: '7bit' | '8bit' | 'quoted-printable' | 'base64';
  /** Parameters after the charset, such as a calendar's `method`. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A file: an attachment, or with `contentId` (no angle brackets) an image the HTML shows by `cid:`. */
export interface FilePart {
  readonly kind: 'file';
  readonly type: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly contentId?: string;
}

/** Bytes that carry their own headers or must not be encoded, such as message/rfc822 and message/delivery-status. */
export interface RawPart {
  readonly kind: 'raw';
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Parts in a boundary, which must not occur in any of them. */
export interface Multipart {
  readonly kind: 'multipart';
  readonly subtype: 'mixed' | 'alternative' | 'related' | 'report';
  readonly boundary: string;
  readonly parts: readonly Part[];
  readonly parameters?: Readonly<Record<string, string>>;
}

function parameterList(parameters: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(parameters ?? {})
    .map(([name, value]) => formatParameter(name, value))
    .join('');
}

function textBytes(part: TextPart): { charset: Charset; bytes: Buffer } {
  const wire = part.text.replace(/\r?\n/g, '\r\n');
  const bytes = encodeText(wire, part.charset);
  return bytes === undefined
    ? { charset: 'utf-8', bytes: Buffer.from(wire, 'utf8') }
    : { charset: part.charset, bytes };
}

function writeText(part: TextPart): Buffer {
  const { charset, bytes } = textBytes(part);
  // 7bit promises what it says (RFC 2045 section 2.7); text that breaks the promise is quoted instead.
  const plain = charset === 'us-ascii' && part.text.split('\n').every((line) => line.length < 998);
  const encoding = part.encoding === '7bit' && !plain ? 'quoted-printable' : part.encoding;
  const head =
    `Content-Type: text/${part.subtype}; charset=${charset}${parameterList(part.parameters)}\r\n` +
    `Content-Transfer-Encoding: ${encoding}\r\n\r\n`;
  if (encoding === 'base64') return Buffer.from(`${head}${base64Lines(bytes)}\r\n`, 'latin1');
  if (encoding === 'quoted-printable') return Buffer.from(`${head}${quotedPrintable(bytes)}\r\n`, 'latin1');
  return Buffer.concat([Buffer.from(head, 'latin1'), bytes, Buffer.from('\r\n', 'latin1')]);
}

function writeFile(part: FilePart): Buffer {
  const identity = part.contentId === undefined ? '' : `Content-ID: <${part.contentId}>\r\n`;
  const disposition = part.contentId === undefined ? 'attachment' : 'inline';
  return Buffer.from(
    `Content-Type: ${part.type}${formatParameter('name', part.name)}\r\n` +
      `Content-Disposition: ${disposition}${formatParameter('filename', part.name)}\r\n` +
      `${identity}Content-Transfer-Encoding: base64\r\n\r\n${base64Lines(part.bytes)}\r\n`,
    'latin1',
  );
}

function writeMultipart(part: Multipart): Buffer {
  const pieces: Buffer[] = [
    Buffer.from(
      `Content-Type: multipart/${part.subtype}${parameterList(part.parameters)}${formatParameter('boundary', part.boundary)}\r\n\r\n`,
      'latin1',
    ),
  ];
  for (const child of part.parts) {
    pieces.push(Buffer.from(`--${part.boundary}\r\n`, 'latin1'), writePart(child));
    pieces.push(Buffer.from('\r\n', 'latin1'));
  }
  pieces.push(Buffer.from(`--${part.boundary}--\r\n`, 'latin1'));
  return Buffer.concat(pieces);
}

/** A part with its Content-* headers. */
function writePart(part: Part): Buffer {
  if (part.kind === 'text') return writeText(part);
  if (part.kind === 'file') return writeFile(part);
  if (part.kind === 'multipart') return writeMultipart(part);
  const head = Buffer.from(`Content-Type: ${part.type}\r\n\r\n`, 'latin1');
  return Buffer.concat([head, part.bytes]);
}

/** A whole message as bytes with CRLF line ends; `charset` is what its encoded words use. */
export function compose(headers: readonly Header[], body: Part, charset: Charset): Buffer {
  const head = headers.map((header) => formatHeader(header, charset)).join('');
  return Buffer.concat([Buffer.from(`${head}MIME-Version: 1.0\r\n`, 'latin1'), writePart(body)]);
}
