/**
 * What the page and the mail frame say to each other by `postMessage`. The frame has an opaque origin, so neither side can name
 * the other's: each checks `event.source` instead. The page treats every report as untrusted and reads it through `readReport`.
 */

/** From the page: show this mail. Sent again when the colour scheme changes. */
export interface ShowMail {
  mailroom: 'show';
  /** As received; never sanitised before it reaches the frame. */
  html: string;
  /** Address prefix of `cid:` images, below `/mail-inline/`; a content ID is appended percent-encoded. */
  inline: string;
  scheme: 'light' | 'dark';
  /** Whether quoted history is shown. */
  unfolded: boolean;
  colours: { ink: string; muted: string; link: string };
}

/** From the page: fold or unfold the quoted history. */
export interface FoldMail {
  mailroom: 'fold';
  unfolded: boolean;
}

export type FrameOrder = ShowMail | FoldMail;

/** A link whose text names another host than the one it opens. */
export interface DeceptiveLink {
  href: string;
  claimed: string;
  actual: string;
}

export type FrameReport =
  | { mailroom: 'ready' }
  /** The mail defeated the sanitiser and nothing of it is shown. */
  | { mailroom: 'failed' }
  | { mailroom: 'shown'; blocked: number; quoted: boolean; paper: boolean }
  /** CSS pixels. */
  | { mailroom: 'height'; height: number }
  /** The address under the pointer or the focus; null when it left. */
  | { mailroom: 'hover'; href: string | null }
  | ({ mailroom: 'deceptive' } & DeceptiveLink)
  | { mailroom: 'key'; key: string; shiftKey: boolean };

/** Taller mail scrolls inside its frame: a page of this height is an attack on the list, not a letter. */
export const tallestFrame = 60_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= 10_000;

/** A report in its exact shape, or null for anything else that a window may have been sent. */
export function readReport(data: unknown): FrameReport | null {
  if (!isRecord(data)) return null;
  const { mailroom, blocked, quoted, paper, height, href, claimed, actual, key, shiftKey } = data;
  switch (mailroom) {
    case 'ready':
    case 'failed':
      return { mailroom };
    case 'shown':
      return typeof blocked === 'number' && typeof quoted === 'boolean' && typeof paper === 'boolean'
        ? { mailroom, blocked, quoted, paper }
        : null;
    case 'height':
      return typeof height === 'number' && Number.isFinite(height)
        ? { mailroom, height: Math.min(Math.max(Math.ceil(height), 0), tallestFrame) }
        : null;
    case 'hover':
      return href === null || isText(href) ? { mailroom, href } : null;
    case 'deceptive':
      return isText(href) && /^https?:\/\//.test(href) && isText(claimed) && isText(actual)
        ? { mailroom, href, claimed, actual }
        : null;
    case 'key':
      return isText(key) && typeof shiftKey === 'boolean' ? { mailroom, key, shiftKey } : null;
    default:
      return null;
  }
}

/** An order in its shape, or null. The frame obeys its parent only, but does not take the parent's shape on trust. */
export function readOrder(data: unknown): FrameOrder | null {
  if (!isRecord(data)) return null;
  const { mailroom, html, inline, scheme, unfolded, colours } = data;
  if (mailroom === 'fold' && typeof unfolded === 'boolean') return { mailroom, unfolded };
  if (mailroom !== 'show' || typeof html !== 'string' || typeof inline !== 'string') return null;
  if (scheme !== 'light' && scheme !== 'dark') return null;
  if (!isRecord(colours)) return null;
  const { ink, muted, link } = colours;
  if (!isText(ink) || !isText(muted) || !isText(link)) return null;
  return { mailroom, html, inline, scheme, unfolded: unfolded === true, colours: { ink, muted, link } };
}
