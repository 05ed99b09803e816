import { z } from 'zod';
import { conversationCopy } from './copy.ts';
import { mailAddress } from './message.ts';

/** A row of the list: messages that belong together, newest first. */
export const conversationSummary = z.object({
  id: z.string(),
  accountId: z.string(),
  subject: z.string(),
  snippet: z.string(),
  /** Distinct senders, oldest first, at most six. */
  participants: z.array(mailAddress),
  messages: z.int(),
  unread: z.int(),
  flagged: z.boolean(),
  answered: z.boolean(),
  hasAttachments: z.boolean(),
  /** Received time of the newest message that the asked view shows. */
  latestAt: z.iso.datetime(),
  /** The same conversation in other mailboxes that the person may see. Told by lists that show each once. */
  copies: z.array(conversationCopy),
});
export type ConversationSummary = z.infer<typeof conversationSummary>;
