/**
 * A *copy* is the same message in another mailbox: a letter to three colleagues is stored three times, and shown once to whoever may see
 * more than one of them.
 */
import { z } from 'zod';

export const messageCopy = z.object({ accountId: z.string(), messageId: z.string() });
export type MessageCopy = z.infer<typeof messageCopy>;

export const conversationCopy = z.object({ accountId: z.string(), conversationId: z.string() });
export type ConversationCopy = z.infer<typeof conversationCopy>;

/** Whoever answered a message, as far as the mailboxes show that the asking person may see. */
export const messageAnswer = z.object({
  /** The mailbox that answered. */
  accountId: z.string(),
  /** `elsewhere`: with another program, such as Outlook. */
  from: z.enum(['mailroom', 'elsewhere']),
  /** Who did it in Mailroom. */
  personId: z.string().nullable(),
  /** Null where only the flag `\Answered` tells of it. */
  at: z.iso.datetime().nullable(),
});
export type MessageAnswer = z.infer<typeof messageAnswer>;
