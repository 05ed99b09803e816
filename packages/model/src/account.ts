/** An *account* is one linked mailbox: an address at a provider, its owner, its state. */
import { z } from 'zod';
import { mailHost } from './cloud.ts';
import { failureWire } from './failure.ts';
import { accessLevel } from './sharing.ts';

/**
 * ```
 * choosing ──start──▶ syncing ──first pass done──▶ watching ◀─┐
 *                        │  ▲                          │      │
 *                        │  └──────── pull ────────────┘      │
 *                        ├── lost, throttled ──▶ waiting ─────┘   (mends itself; `failure.next` says until when)
 *                        ├── invalid_grant ────▶ reconnect        (one click by the owner)
 *                        ├── invalid_client ───▶ blocked          (the administrator mends the provider app)
 *                        └── login refused ────▶ reconnect
 * paused: from any state but `choosing` and `unlinking`; nothing is asked of the provider until it is resumed, which is `syncing` again
 * unlinking: from any state; tokens and mail are being deleted from the store
 * ```
 */
export const accountState = z.enum([
  'choosing',
  'syncing',
  'watching',
  'waiting',
  'reconnect',
  'blocked',
  'paused',
  'unlinking',
]);
export type AccountState = z.infer<typeof accountState>;

export const syncStart = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('last-month') }),
  z.object({ kind: z.literal('three-months') }),
  z.object({ kind: z.literal('year') }),
  z.object({ kind: z.literal('everything') }),
  z.object({ kind: z.literal('date'), date: z.iso.date() }),
]);
export type SyncStart = z.infer<typeof syncStart>;

export const syncStage = z.enum(['folders', 'structure', 'text', 'changes']);
export type SyncStage = z.infer<typeof syncStage>;

/**
 * Progress in messages. `remainingSeconds` is measured from this run's own pace and null until there is a pace to speak of:
 * a guess would be shown as a promise.
 */
export const syncProgress = z.object({
  stage: syncStage,
  done: z.int(),
  total: z.int(),
  remainingSeconds: z.int().nullable(),
  /**
   * Set where the provider lets programs read only so much a day and most of that is used: what is left follows from then on. New mail
   * is not held up.
   */
  pausedUntil: z.iso.datetime().optional(),
  /** What `remainingSeconds` is told from: so many messages were done in these seconds, the last ones. */
  measured: z.object({ messages: z.int(), seconds: z.int() }).optional(),
});
export type SyncProgress = z.infer<typeof syncProgress>;

export const accountProvider = z.enum(['microsoft', 'google', 'imap']);
export type AccountProvider = z.infer<typeof accountProvider>;

export const account = z.object({
  id: z.string(),
  /** Person id. */
  ownerId: z.string(),
  /** What whoever asks may do with it. */
  level: accessLevel,
  provider: accountProvider,
  address: z.string(),
  /** Whose sign-in opens it where that is not the mailbox itself: the delegate of a shared mailbox. Null otherwise. */
  signedInAs: z.string().nullable(),
  /** How it is opened: a person's sign-in, the organisation's grant, or a password. */
  access: z.enum(['sign-in', 'organisation', 'password']),
  /** Null for one with a password. */
  providerAppId: z.string().nullable(),
  name: z.string(),
  state: accountState,
  failure: failureWire.nullable(),
  /** Who paused it; null unless it is. What an administrator paused, only an administrator resumes. */
  pausedBy: z.enum(['person', 'administrator']).nullable(),
  progress: syncProgress.nullable(),
  /** First date synchronised: the start of that day in UTC; null is everything. */
  syncSince: z.iso.datetime().nullable(),
  lastSyncedAt: z.iso.datetime().nullable(),
  /** When the next poll is due for a server without IDLE. */
  nextSyncAt: z.iso.datetime().nullable(),
  messages: z.int(),
  unread: z.int(),
  createdAt: z.iso.datetime(),
});
export type Account = z.infer<typeof account>;

/** Host, port and password for any provider without OAuth. User names may differ between the two halves. */
export const passwordServer = mailHost.extend({
  user: z.string().min(1).max(320),
  password: z.string().min(1).max(1000),
});
export type PasswordServer = z.infer<typeof passwordServer>;

export const imapAccountInput = z.object({
  address: z.email(),
  name: z.string().trim().max(120),
  imap: passwordServer,
  smtp: passwordServer,
});
export type ImapAccountInput = z.infer<typeof imapAccountInput>;
