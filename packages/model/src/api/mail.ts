import { z } from 'zod';
import { conversationSummary } from '../conversation.ts';
import { folderRole } from '../folder.ts';
import { intentInput, moveIntentInput, refusedIntent } from '../intent.ts';
import { conversationMessage, message, messageMarks } from '../message.ts';
import { outgoing, outgoingInput } from '../outgoing.ts';
import { mailScopeName } from '../sharing.ts';
import { contract } from './route.ts';

const params = z.object({ id: z.string() });
const intentIds = z.object({ ids: z.array(z.string()).min(1).max(1000) });

export const mailRoutes = contract({
  listConversations: {
    method: 'GET',
    path: '/api/v1/conversations',
    summary:
      'Conversations, newest first: of a folder, of a role across accounts, or found by words in the index',
    tag: 'mail',
    access: 'person',
    query: z.object({
      /** Default: all that may be seen. */
      scope: mailScopeName.optional(),
      accountId: z.string().optional(),
      folderId: z.string().optional(),
      role: folderRole.optional(),
      /** An address that the mail is from or to, whatever its case. */
      address: z.string().trim().max(320).optional(),
      /** Domains, separated by commas, of which the mail is from or to one, or one below it. With `address`, either is enough. */
      domains: z.string().trim().max(2000).optional(),
      /**
       * Words that must all occur in subject, addresses, body or attachment names; the last one as a prefix. `account:`, `address:` and
       * `domain:` before a value narrow what is found, as the parameters do.
       */
      words: z.string().trim().max(500).optional(),
      unread: z.stringbool().optional(),
      /** Opaque, from the previous page's `next`. */
      after: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({
      conversations: z.array(conversationSummary),
      next: z.string().nullable(),
      /** False for a search that could not look through everything yet: mail is still being read, or the index is rebuilt. */
      complete: z.boolean(),
    }),
  },
  readConversation: {
    method: 'GET',
    path: '/api/v1/conversations/:id',
    summary:
      'All messages of a conversation and of its copies in other mailboxes, oldest first and each once, with what is being sent into it',
    tag: 'mail',
    access: 'person',
    params,
    response: z.object({
      conversation: conversationSummary,
      messages: z.array(conversationMessage),
      outgoing: z.array(outgoing),
    }),
  },
  listConversationMessages: {
    method: 'POST',
    path: '/api/v1/conversations/messages',
    summary:
      'Every message of several conversations with its flags and folders: what an intent for all of them needs to name',
    tag: 'mail',
    access: 'person',
    key: 'read',
    body: z.object({ conversationIds: z.array(z.string()).min(1).max(1000) }),
    /** Oldest first within a conversation; nothing of a conversation that is not there any more. */
    response: z.object({ messages: z.array(messageMarks) }),
  },
  readMessage: {
    method: 'GET',
    path: '/api/v1/messages/:id',
    summary: 'One message',
    tag: 'mail',
    access: 'person',
    params,
    response: message,
  },
  readMessageHtml: {
    method: 'GET',
    path: '/api/v1/messages/:id/html',
    summary:
      'The HTML body as received, unsanitised: for display only inside the message frame. `inline` is the address prefix for its cid: images',
    tag: 'mail',
    access: 'person',
    params,
    response: z.object({ html: z.string(), inline: z.string() }),
  },
  createIntents: {
    method: 'POST',
    path: '/api/v1/intents',
    summary:
      'Mark, move, archive or delete messages: visible at once, then pushed to the provider. `undo` is what takes it back',
    tag: 'mail',
    access: 'person',
    body: intentInput,
    response: z.object({ accepted: z.int(), undo: z.array(moveIntentInput) }),
  },
  listRefusedIntents: {
    method: 'GET',
    path: '/api/v1/intents/refused',
    summary: 'What the provider refused to do, until somebody has asked again or taken note',
    tag: 'mail',
    access: 'person',
    response: z.object({ intents: z.array(refusedIntent) }),
  },
  retryIntents: {
    method: 'POST',
    path: '/api/v1/intents/retry',
    summary: 'Ask the provider again for what it refused',
    tag: 'mail',
    access: 'person',
    body: intentIds,
    response: null,
  },
  dismissIntents: {
    method: 'POST',
    path: '/api/v1/intents/dismiss',
    summary: 'Take note of what the provider refused: it is not listed any more',
    tag: 'mail',
    access: 'person',
    body: intentIds,
    response: null,
  },
  createOutgoing: {
    method: 'POST',
    path: '/api/v1/outgoing',
    summary:
      'Hand a message over for sending. The same Idempotency-Key header gives the same answer and one transmission, however often it is posted',
    tag: 'sending',
    access: 'person',
    body: outgoingInput,
    response: outgoing,
  },
  readOutgoing: {
    method: 'GET',
    path: '/api/v1/outgoing/:id',
    summary: 'One outgoing message with its deliveries',
    tag: 'sending',
    access: 'person',
    params,
    response: outgoing,
  },
  listOutgoing: {
    method: 'GET',
    path: '/api/v1/outgoing',
    summary: 'Outgoing messages that are not finished, or ended otherwise than sent',
    tag: 'sending',
    access: 'person',
    response: z.object({ outgoing: z.array(outgoing) }),
  },
  withdrawOutgoing: {
    method: 'POST',
    path: '/api/v1/outgoing/:id/withdraw',
    summary: 'Take back a message that is held, before it has left; it is gone from the outbox',
    tag: 'sending',
    access: 'person',
    params,
    response: null,
  },
  resendOutgoing: {
    method: 'POST',
    path: '/api/v1/outgoing/:id/resend',
    summary:
      'A person decides to send again what failed or whose outcome is unknown; undelivered recipients only',
    tag: 'sending',
    access: 'person',
    params,
    response: outgoing,
  },
});

/**
 * Answers that are not JSON, by hand beside the contract:
 *
 * GET /api/v1/messages/:id/source            message/rfc822, as an attachment
 * GET /api/v1/messages/:id/parts/:part       one attachment, always `Content-Disposition: attachment`
 * GET /api/v1/live?cursor=N                  text/event-stream of `change` events; `start-again` when the cursor is too old
 * GET /mail-frame                            the document that sanitises and shows one HTML body
 * GET /mail-inline/:token/:contentId         a cid: image, raster types only, for the frame (which has no session)
 */
export const livePath = '/api/v1/live';
