/** Which identifiers tie a message to others: Message-ID, In-Reply-To and References (RFC 5322 3.6.4), or the server's own thread. */
import type { Message } from '@mailroom/model';

export type JoinReason = Message['joined'];

export interface ThreadHeaders {
  messageId: string | null;
  /** Header values or single identifiers; one text may hold several, or none at all. */
  inReplyTo: readonly string[];
  /** Oldest ancestor first, as the header lists them. */
  references: readonly string[];
  /** Who wrote and received it: their addresses are no identifiers, though some programs put them where identifiers belong. */
  from?: readonly { address: string }[];
  to?: readonly { address: string }[];
  cc?: readonly { address: string }[];
  /** THREADID (RFC 8474) or X-GM-THRID, unique within the account. */
  threadId?: string | null;
}

export interface ThreadIds {
  /** The message's own identifier without angle brackets. Null where the header is missing or is not an identifier. */
  own: string | null;
  /** Normalised identifiers of earlier messages, oldest first, never the own one, at most `maxAncestors`. */
  ancestors: readonly string[];
  /**
   * What conversations are found by: messages that share a key belong together. To be looked up, and afterwards registered for
   * the conversation that was decided, within one account. Identifiers of messages that have not arrived are keys too, so that
   * two answers to a missing message meet.
   */
  keys: readonly string[];
  /** Why the message stands where it stands; told by its own headers alone, so it does not depend on what arrived first. */
  reason: JoinReason;
}

/** RFC 5322 2.1.1: no line, and so no identifier that was sent by the rules, is longer. */
const maxIdLength = 998;
const maxReferences = 50;
export const maxAncestors = maxReferences + 1;

const bracketed = /<([^<>]*)>/g;
const foldingSpace = /[ \t\r\n]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what an identifier must not hold.
const identifier = /^[^\s\u0000-\u001f\u007f<>@]+(?:@[^\s\u0000-\u001f\u007f<>@]+)+$/;

/**
 * The identifier inside `text`, or null for junk. Both sides of the `@` are required: clients that send `<>`, `<0>` or
 * `<localhost>` for every message would otherwise tie strangers' mail together.
 */
function normaliseId(text: string): string | null {
  if (text.length > 4 * maxIdLength) return null;
  const id = text.replace(foldingSpace, '');
  return id.length <= maxIdLength && identifier.test(id) ? id : null;
}

/** Every identifier of one header value, in order. Bare text counts only where it is one identifier and nothing else. */
function* idsIn(text: string): Generator<string> {
  if (!text.includes('<')) {
    const bare = /\s/.test(text.trim()) ? null : normaliseId(text);
    if (bare !== null) yield bare;
    return;
  }
  for (const [, inner] of text.matchAll(bracketed)) {
    const id = normaliseId(inner ?? '');
    if (id !== null) yield id;
  }
}

function firstId(text: string): string | null {
  for (const id of idsIn(text)) return id;
  return null;
}

/** Tells identifiers that may tie a message to others from those that must not. */
type Usable = (id: string) => boolean;

/**
 * The first reference names the root, the last ones the nearest ancestors (RFC 5322 3.6.4); what lies between adds nothing
 * that these do not, and a header of 100,000 references must cost no more than one of fifty.
 */
function endsOf(references: readonly string[], usable: Usable): string[] {
  let root: string | null = null;
  const nearest: string[] = [];
  for (const text of references) {
    for (const id of idsIn(text)) {
      if (!usable(id)) continue;
      if (root === null) {
        root = id;
        continue;
      }
      nearest.push(id);
      if (nearest.length >= 2 * maxReferences) nearest.splice(0, nearest.length - maxReferences);
    }
  }
  return root === null ? [] : [root, ...nearest.slice(-(maxReferences - 1))];
}

/**
 * The answered message, where In-Reply-To names one and nothing else. Of several in brackets, as in "Message from Ada <ada@example.org>
 * of Tuesday <1234@example.org>", one is mostly an address: taken for an identifier it would make one conversation of all that was
 * ever answered to her.
 */
function onlyId(texts: readonly string[], usable: Usable): string | null {
  let only: string | null = null;
  for (const text of texts) {
    for (const id of idsIn(text)) {
      if (only !== null && id !== only) return null;
      only = id;
    }
  }
  return only !== null && usable(only) ? only : null;
}

/**
 * Normalises a message's threading headers: brackets and folding removed, junk refused, length and count bounded, a message
 * that names itself ignored, and so are mail addresses. Where the server threads mail itself its thread is the only key: mixing both would merge what the
 * server keeps apart.
 */
export function threadIds(headers: ThreadHeaders): ThreadIds {
  const own = headers.messageId === null ? null : firstId(headers.messageId);
  const addresses = new Set(
    [...(headers.from ?? []), ...(headers.to ?? []), ...(headers.cc ?? [])].map(({ address }) =>
      address.toLowerCase(),
    ),
  );
  const usable = (id: string) => id !== own && !addresses.has(id.toLowerCase());
  const references = endsOf(headers.references, usable);
  const answered = onlyId(headers.inReplyTo, usable);
  const ancestors = [...new Set(answered === null ? references : [...references, answered])];

  // An identifier never holds white space, so a server's thread cannot pass for a message or the other way round.
  if (headers.threadId) return { own, ancestors, keys: [`server ${headers.threadId}`], reason: 'server' };
  const keys = own === null ? ancestors : [own, ...ancestors];
  const reason = references.length > 0 ? 'references' : answered === null ? 'root' : 'in-reply-to';
  return { own, ancestors, keys, reason };
}
