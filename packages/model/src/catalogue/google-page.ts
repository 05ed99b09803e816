/**
 * Google's error page. What is wrong with a request is shown to the person there and never told to the application; but the page's own
 * address holds it, in `authError`: base64url of a protocol buffer with the error as its first field and Google's words as its second.
 */
export interface GooglePageError {
  /** e.g. `redirect_uri_mismatch`. */
  error: string;
  words: string;
}

/** Longest `authError` that is read; Google's are below one kilobyte. */
const longest = 8192;

/** @returns null for the address of any other page. */
export function readGooglePage(address: string): GooglePageError | null {
  if (!URL.canParse(address)) return null;
  const encoded = new URL(address).searchParams.get('authError') ?? '';
  if (encoded === '' || encoded.length > longest) return null;
  const bytes = bytesOf(encoded);
  const [error, words] = bytes === null ? [] : textFields(bytes);
  return error === undefined || !/^[a-z_]+$/.test(error) ? null : { error, words: words ?? '' };
}

function bytesOf(base64url: string): Uint8Array | null {
  try {
    // Kept as it is copied: with either alphabet, padded or not, a plus sign turned into a space.
    const base64 = base64url.replace(/[\s-]/g, '+').replace(/_/g, '/').replace(/=+$/, '');
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** The texts at the beginning, in order: tag (field number and wire type 2), length as a varint, bytes ("Encoding", Protocol Buffers). */
function textFields(bytes: Uint8Array): string[] {
  const texts: string[] = [];
  let at = 0;
  for (let field = 1; field <= 2 && bytes[at] === ((field << 3) | 2); field += 1) {
    at += 1;
    let length = 0;
    for (let shift = 0; shift < 21; shift += 7) {
      const byte = bytes[at] ?? 0;
      at += 1;
      length |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    texts.push(new TextDecoder().decode(bytes.subarray(at, at + length)));
    at += length;
  }
  return texts;
}
