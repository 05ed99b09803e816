/** A *message* is what a person sees: headers, body, attachments. Where servers hold it are its *places*. */
import { z } from 'zod';
import { messageAnswer, messageCopy } from './copy.ts';

/** RFC 5322 mailbox: the addr-spec is always kept and shown, a display name never stands for it. */
export const mailAddress = z.object({ name: z.string(), address: z.string() });
export type MailAddress = z.infer<typeof mailAddress>;

/** The system flags Mailroom acts on (RFC 9051 2.3.2). */
export const flag = z.enum(['seen', 'flagged', 'answered', 'draft']);
export type Flag = z.infer<typeof flag>;

/** How much of a message the store holds. `unreadable`: it defeated the parser; it is listed and its source can be downloaded. */
export const bodyState = z.enum(['pending', 'stored', 'unreadable']);
export type BodyState = z.infer<typeof bodyState>;

export const attachment = z.object({
  /** IMAP part number (RFC 9051 6.4.5.1), e.g. `2` or `1.2`. */
  part: z.string(),
  name: z.string(),
  mediaType: z.string(),
  /** Octets of the file, right to within a line of base64 until it was read; null when the structure did not say. */
  size: z.int().nullable(),
  contentId: z.string().nullable(),
  inline: z.boolean(),
});
export type Attachment = z.infer<typeof attachment>;

export const messageSummary = z.object({
  id: z.string(),
  accountId: z.string(),
  conversationId: z.string(),
  from: z.array(mailAddress),
  to: z.array(mailAddress),
  subject: z.string(),
  snippet: z.string(),
  /** INTERNALDATE: when the server received it. Orders every list. */
  receivedAt: z.iso.datetime(),
  flags: z.array(flag),
  hasAttachments: z.boolean(),
  folderIds: z.array(z.string()),
});
export type MessageSummary = z.infer<typeof messageSummary>;

/** What has to be known of a message to act on it. */
export const messageMarks = messageSummary.pick({
  id: true,
  conversationId: true,
  flags: true,
  folderIds: true,
});
export type MessageMarks = z.infer<typeof messageMarks>;

/** One whose text could not be read: it is listed with what its header says, and its source can be downloaded. */
export const skippedMessage = messageSummary
  .pick({ id: true, conversationId: true, subject: true, from: true, receivedAt: true })
  .extend({
    size: z.int(),
    /** What became of reading it, in English. */
    reason: z.string(),
    /** When reading it was given up because it stopped its reader each time; null where it merely made no sense. */
    stoppedReaderAt: z.iso.datetime().nullable(),
  });
export type SkippedMessage = z.infer<typeof skippedMessage>;

export const message = messageSummary.extend({
  cc: z.array(mailAddress),
  bcc: z.array(mailAddress),
  replyTo: z.array(mailAddress),
  /** The Date header; null when missing or not a date. */
  sentAt: z.iso.datetime().nullable(),
  messageIdHeader: z.string().nullable(),
  body: bodyState,
  text: z.string(),
  /** Whether an HTML body exists; it is read apart, for the frame only. */
  hasHtml: z.boolean(),
  attachments: z.array(attachment),
  size: z.int(),
  /** Why this message stands in its conversation. `subject`: only its subject and people say so, its headers name no other message. */
  joined: z.enum(['root', 'references', 'in-reply-to', 'server', 'subject']),
});
export type Message = z.infer<typeof message>;

/** A message within its conversation, which shows it once for all mailboxes that the person may see. */
export const conversationMessage = message.extend({
  copies: z.array(messageCopy),
  /** Oldest first. */
  answers: z.array(messageAnswer),
});
export type ConversationMessage = z.infer<typeof conversationMessage>;
