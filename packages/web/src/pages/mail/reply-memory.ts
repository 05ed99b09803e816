import { mailAddress } from '@mailroom/model';
import { z } from 'zod';

/**
 * Answers being written, kept in the tab's session storage: they survive a reload and a lost connection, belong to one person, and
 * are gone when that person signs out or the tab closes. Drafts that live on the server are a later part of Mailroom.
 */
const prefix = 'mailroom.reply.';

const reply = z.object({
  /** The message answered. */
  messageId: z.string(),
  accountId: z.string(),
  to: z.array(mailAddress),
  cc: z.array(mailAddress),
  subject: z.string(),
  html: z.string(),
  /** Sent with the message: a second press of Send, or of reload, is the same message and not another one. */
  idempotencyKey: z.string(),
});
export type Reply = z.infer<typeof reply>;

const keyOf = (personId: string, conversationId: string): string => `${prefix}${personId}.${conversationId}`;

export function rememberedReply(
  personId: string,
  conversationId: string,
  store: Storage = sessionStorage,
): Reply | null {
  try {
    const read = reply.safeParse(JSON.parse(store.getItem(keyOf(personId, conversationId)) ?? 'null'));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

/** `null` forgets. A full storage loses the safety net, not the text on the screen. */
export function rememberReply(
  personId: string,
  conversationId: string,
  written: Reply | null,
  store: Storage = sessionStorage,
): void {
  try {
    if (written) store.setItem(keyOf(personId, conversationId), JSON.stringify(written));
    else store.removeItem(keyOf(personId, conversationId));
  } catch {
    // QuotaExceededError: see above.
  }
}

/** Everything, whoever wrote it: the next person at this machine reads none of it. */
export function forgetReplies(store: Storage = sessionStorage): void {
  for (const key of Object.keys(store)) {
    if (key.startsWith(prefix)) store.removeItem(key);
  }
}
