/**
 * Encoded words of header fields → text (RFC 2047). Charsets are the runtime's own decoders: libmime, which imapflow brings along, builds a
 * table of a whole East Asian charset for the first word in it, which takes as long as reading fifty envelopes, and keeps megabytes.
 */
import { Buffer } from 'node:buffer';
import { decodeText } from './charset.ts';

/** `=?charset*language?encoding?text?=`; the language is RFC 2231's. Senders leave spaces in, which RFC 2047 does not allow. */
const encodedWord = /=\?([\w.:+-]+)(?:\*[\w-]*)?\?([BQ])\?([^?]*)\?=/gi;
const onlyWhite = /^[ \t\r\n]*$/;

/** Words that follow each other and are in one charset: senders cut a character's octets in two, and each word is no text by itself. */
interface Run {
  charset: string;
  octets: Buffer[];
}

export function decodeEncodedWords(text: string): string {
  let decoded = '';
  let end = 0;
  let run: Run | undefined;
  for (const match of text.matchAll(encodedWord)) {
    const [word, charset = '', encoding = '', encoded = ''] = match;
    const between = text.slice(end, match.index);
    end = match.index + word.length;
    // White space between two encoded words only keeps them apart (RFC 2047 6.2).
    const adjacent = run !== undefined && onlyWhite.test(between);
    if (run && adjacent && run.charset === charset.toLowerCase()) {
      run.octets.push(octetsOf(encoding, encoded));
      continue;
    }
    decoded += textOf(run);
    if (!adjacent) decoded += between;
    run = { charset: charset.toLowerCase(), octets: [octetsOf(encoding, encoded)] };
  }
  return decoded + textOf(run) + text.slice(end);
}

function textOf(run: Run | undefined): string {
  return run === undefined ? '' : decodeText(Buffer.concat(run.octets), run.charset, false);
}

function octetsOf(encoding: string, encoded: string): Buffer {
  if (encoding.toUpperCase() === 'B') return Buffer.from(encoded, 'base64');
  const latin1 = encoded
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  // What is beyond ASCII here was never encoded, and is text already.
  return Buffer.from(latin1, /[^\0-\xff]/.test(latin1) ? 'utf8' : 'latin1');
}
