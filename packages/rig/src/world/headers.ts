import { type Charset, encodeText } from './charsets.ts';

/** A person in a From, To or Cc field. */
export interface Address {
  readonly name?: string;
  readonly address: string;
}

/** One header field: free text (encoded words where needed), addresses, or a structured ASCII value as it stands. */
export type Header =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly addresses: readonly Address[] }
  | { readonly name: string; readonly value: string };

const FOLD = 76;

/** Folds at blanks so that lines stay under 78 characters where the value allows it (RFC 5322 section 2.2.3). */
export function fold(line: string): string {
  const words = line.split(' ');
  const lines: string[] = [];
  let current = words.shift() ?? '';
  for (const word of words) {
    if (current.length + 1 + word.length > FOLD && current.trim() !== '') {
      lines.push(current);
      current = ` ${word}`;
    } else {
      current += ` ${word}`;
    }
  }
  lines.push(current);
  return lines.join('\r\n');
}

function isPrintableAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

function qEncode(bytes: Buffer): string {
  let encoded = '';
  for (const byte of bytes) {
    const letter = String.fromCharCode(byte);
    if (/[A-Za-z0-9]/.test(letter)) encoded += letter;
    else if (letter === ' ') encoded += '_';
    else encoded += `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

/**
 * Text as encoded words of at most 75 characters (RFC 2047 section 2), none of which splits a character (section 5).
 * Latin scripts are written in Q, which stays half readable; the others in B, which is shorter.
 */
export function encodedWords(text: string, charset: Charset): string {
  const usable = encodeText(text, charset) === undefined ? 'utf-8' : charset;
  const latin = /^[\p{Script=Latin}\p{ASCII}\p{P}\p{S}]*$/u.test(text);
  const wrap = (part: string): string => {
    const bytes = encodeText(part, usable) ?? Buffer.from(part, 'utf8');
    return latin ? `=?${usable}?Q?${qEncode(bytes)}?=` : `=?${usable}?B?${bytes.toString('base64')}?=`;
  };
  const words: string[] = [];
  let part = '';
  for (const character of text) {
    if (part !== '' && wrap(part + character).length > 75) {
      words.push(wrap(part));
      part = '';
    }
    part += character;
  }
  words.push(wrap(part));
  return words.join(' ');
}

function unstructured(text: string, charset: Charset): string {
  return isPrintableAscii(text) && !text.includes('=?') ? text : encodedWords(text, charset);
}

/** A mailbox (RFC 5322 section 3.4): the name as an atom, a quoted string or encoded words. */
export function formatAddress(person: Address, charset: Charset): string {
  if (person.name === undefined) return person.address;
  if (!isPrintableAscii(person.name)) return `${encodedWords(person.name, charset)} <${person.address}>`;
  const atoms = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+$/.test(person.name);
  const name = atoms ? person.name : `"${person.name.replace(/["\\]/g, '\\$&')}"`;
  return `${name} <${person.address}>`;
}

/** One header field with its line break. Non-ASCII text is written in the given charset where that can hold it. */
export function formatHeader(header: Header, charset: Charset): string {
  if ('value' in header) return `${fold(`${header.name}: ${header.value}`)}\r\n`;
  if ('text' in header) return `${fold(`${header.name}: ${unstructured(header.text, charset)}`)}\r\n`;
  const list = header.addresses.map((person) => formatAddress(person, charset)).join(', ');
  return `${fold(`${header.name}: ${list}`)}\r\n`;
}

function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
}

/**
 * A MIME parameter with the leading semicolon: quoted when plain, else in RFC 2231's form, in numbered pieces when long.
 */
export function formatParameter(name: string, value: string): string {
  if (isPrintableAscii(value)) return `;\r\n ${name}="${value.replace(/["\\]/g, '\\$&')}"`;
  const encoded = `utf-8''${percentEncode(value)}`;
  if (encoded.length <= 60) return `;\r\n ${name}*=${encoded}`;
  // A piece must not end inside a %XX triplet.
  const pieces = encoded.match(/(?:%[0-9A-Fa-f]{2}|[^%]){1,20}/g) ?? [encoded];
  return pieces.map((piece, index) => `;\r\n ${name}*${index}*=${piece}`).join('');
}

/** A date-time of RFC 5322 section 3.3 at an offset from UTC in minutes. */
export function formatDate(date: Date, offsetMinutes: number): string {
  const local = new Date(date.getTime() + offsetMinutes * 60_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][local.getUTCDay()];
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const month = months[local.getUTCMonth()];
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}:${two(local.getUTCSeconds())}`;
  const size = Math.abs(offsetMinutes);
  const zone = `${offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
  return `${day}, ${local.getUTCDate()} ${month} ${local.getUTCFullYear()} ${time} ${zone}`;
}
