/** The text of header fields as servers pass it on: undecoded, in octets of whatever charset the sender used. */
import { Buffer } from 'node:buffer';
import { decodeEncodedWords } from '../../../mime/encoded-words.ts';

/**
 * @param latin1 one character an octet
 * @returns with encoded words (RFC 2047) decoded. Octets beyond ASCII are UTF-8 (RFC 6532), else Windows-1252, as senders of raw
 *   eight-bit headers mostly meant it.
 */
export function headerText(latin1: string): string {
  const text = rawText(latin1);
  return text.includes('=?') ? decodedWords(text) : text;
}

/** Decoded texts kept: names and subjects come again and again, and decoding one takes longer than reading the rest of its envelope. */
const mostKept = 4000;
const longestKept = 500;
const kept = new Map<string, string>();

function decodedWords(text: string): string {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const decoded = decodeEncodedWords(text);
  if (text.length > longestKept) return decoded;
  if (kept.size >= mostKept) kept.clear();
  kept.set(text, decoded);
  return decoded;
}

/** The same without encoded words: for addresses and ids, which have none. */
export function rawText(latin1: string): string {
  return /[\x80-\xff]/.test(latin1) ? eightBit(Buffer.from(latin1, 'latin1')) : latin1;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const windows1252 = new TextDecoder('windows-1252');

function eightBit(octets: Buffer): string {
  try {
    return utf8.decode(octets);
  } catch {
    return windows1252.decode(octets);
  }
}
