/** Finds web and mail addresses in plain text. It makes data, never HTML: the screen builds elements from it. */

export interface TextPiece {
  text: string;
}

export interface LinkPiece {
  /** As written in the mail. */
  text: string;
  href: string;
  /** The host that opens, in ASCII, when the text does not already say it plainly; otherwise null. */
  host: string | null;
}

export type Piece = TextPiece | LinkPiece;

export const isLink = (piece: Piece): piece is LinkPiece => 'href' in piece;

/** Starts are found, ends are decided by `trimmed`: one pass over the text, with no part of it read twice. */
const candidate =
  /https?:\/\/[^\s<>"\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\u3000-\u3002\uff0c\uff1b]{1,2000}|(?:mailto:)?[\p{L}\p{N}._%+-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/giu;

const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{', '»': '«' };

/** Without the punctuation of the sentence around it; a closing bracket stays when its opening one is inside. */
function trimmed(found: string): string {
  let end = found.length;
  while (end > 0) {
    const last = found[end - 1] ?? '';
    const opening = pairs[last];
    if (opening !== undefined) {
      const inside = found.slice(0, end);
      if (inside.split(opening).length >= inside.split(last).length) break;
    } else if (!/[.,;:!?'"*_~…]/.test(last)) {
      break;
    }
    end -= 1;
  }
  return found.slice(0, end);
}

function linkOf(text: string): LinkPiece | null {
  if (!/^https?:/i.test(text)) {
    const address = text.replace(/^mailto:/i, '');
    return { text, href: `mailto:${address}`, host: null };
  }
  try {
    const url = new URL(text);
    if (url.hostname === '') return null;
    const plain = url.username === '' && url.password === '' && text.toLowerCase().includes(`//${url.host}`);
    return { text, href: url.href, host: plain ? null : url.host };
  } catch {
    return null;
  }
}

export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(candidate)) {
    const link = linkOf(trimmed(match[0]));
    if (!link) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push(link);
    from = match.index + link.text.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
