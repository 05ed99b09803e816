/** An *outgoing* message is one handed over for sending; it has one *delivery* per recipient. */
import { z } from 'zod';
import { failureWire } from './failure.ts';
import { mailAddress } from './message.ts';

/**
 * A message is held as `waiting`, without a failure, for as long as the organisation lets people take back what they sent.
 *
 * ```
 * queued ─▶ composed ─▶ transmitting ─▶ sent ─▶ filed
 *               ▲            ├─ refused before DATA's final dot ─▶ waiting (transient) ─▶ composed
 *               │            ├─ refused for good ────────────────▶ failed
 *               └─ person ───┴─ no answer after the final dot ───▶ unknown  (never repeated by Mailroom's own decision)
 * ```
 * `transmitting` is stored before the first byte of the message goes out: a process that dies there finds it at its next start
 * and says `unknown` (RFC 1047 describes the window).
 */
export const outgoingState = z.enum([
  'queued',
  'composed',
  'transmitting',
  'waiting',
  'sent',
  'filed',
  'failed',
  'unknown',
]);
export type OutgoingState = z.infer<typeof outgoingState>;

export const deliveryState = z.enum(['pending', 'accepted', 'refused', 'unknown']);
export type DeliveryState = z.infer<typeof deliveryState>;

export const delivery = z.object({
  recipient: z.string(),
  state: deliveryState,
  failure: failureWire.nullable(),
});
export type Delivery = z.infer<typeof delivery>;

export const outgoing = z.object({
  id: z.string(),
  accountId: z.string(),
  conversationId: z.string().nullable(),
  to: z.array(mailAddress),
  cc: z.array(mailAddress),
  bcc: z.array(mailAddress),
  subject: z.string(),
  snippet: z.string(),
  state: outgoingState,
  failure: failureWire.nullable(),
  /** Until then it can be taken back, and has not left; null for one that is not held. */
  heldUntil: z.iso.datetime().nullable(),
  deliveries: z.array(delivery),
  createdAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
});
export type Outgoing = z.infer<typeof outgoing>;

export const outgoingInput = z.object({
  accountId: z.string(),
  /** The message answered; its Message-ID and References make the headers (RFC 5322 3.6.4). */
  inReplyTo: z.string().nullable(),
  to: z.array(mailAddress).min(1).max(500),
  cc: z.array(mailAddress).max(500).default([]),
  bcc: z.array(mailAddress).max(500).default([]),
  subject: z.string().max(2000),
  /** Formatted body as the editor made it; sanitised again on the server before it is composed. */
  html: z.string().max(2_000_000),
  /** The same in plain text, the alternative part. */
  text: z.string().max(2_000_000),
});
export type OutgoingInput = z.infer<typeof outgoingInput>;
