/** Octets → text by the charset that mail names, or by a guess where it names none or a wrong one. Never throws. */
import { isAscii } from 'node:buffer';

const utf8 = new TextDecoder('utf-8');
/** What old senders write who say nothing of it, or say ASCII. */
const windows1252 = new TextDecoder('windows-1252');

/** Charsets in which an octet below 128 is always ASCII, so that text of such octets needs no decoder. */
const asciiFirst = /^(?:utf-?8|(?:us-)?ascii|iso-8859-\d+|windows-125\d|koi8-[ru]|gb2312|gbk|big5|euc-\w+)$/i;

/** Names that mail has for charsets which the Encoding Standard knows by others. */
const aliases: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-3': 'iso-2022-jp',
};

/** Decoders by the label that was asked for: a mailbox uses few, and the charset of a message is anybody's invention. */
const decoders = new Map<string, TextDecoder | null>();
const maxDecoders = 64;

/** Null where nobody knows that charset. */
function decoderFor(label: string): TextDecoder | null {
  const known = decoders.get(label);
  if (known !== undefined) return known;
  const decoder = makeDecoder(label);
  if (decoders.size < maxDecoders) decoders.set(label, decoder);
  return decoder;
}

function makeDecoder(label: string): TextDecoder | null {
  try {
    return new TextDecoder(aliases[label.toLowerCase()] ?? label);
  } catch {
    return null;
  }
}

/** A name that the server gave is used only where it is a token (RFC 2045 5.1). */
function token(text: string | null): string | null {
  return text !== null && /^[\w.:+-]{1,60}$/.test(text) ? text : null;
}

/** What an HTML body says of itself; its markup is ASCII whatever the charset. */
function metaCharset(html: string): string | null {
  return token(
    /<meta\b[^>]{0,300}?charset\s*=\s*["']?([\w.:-]{2,40})/i.exec(html.slice(0, 4096))?.[1] ?? null,
  );
}

/**
 * @param charset as the part's structure names it
 * @param isHtml whether the text may say of itself which charset it is in
 */
export function decodeText(octets: Buffer, charset: string | null, isHtml: boolean): string {
  const declared = token(charset);
  if ((declared === null || asciiFirst.test(declared)) && isAscii(octets)) return octets.toString('latin1');
  const named = declared === null || /^(?:us-)?ascii$/i.test(declared) ? null : decoderFor(declared);
  if (named) return named.decode(octets);
  const text = utf8.decode(octets);
  if (!text.includes('\ufffd')) return text;
  const meta = isHtml ? metaCharset(text) : null;
  return ((meta && decoderFor(meta)) || windows1252).decode(octets);
}
