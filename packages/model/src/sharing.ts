/**
 * *Sharing*: an account is private to its owner, who lets people and groups in up to a *level*; a single conversation can be shared with
 * a person. Administrators have no level by their role.
 */
import { z } from 'zod';

/**
 * From least to most; each holds all before it.
 *
 * `see`     that the account exists, its state and its counts; no mail
 * `read`    its mail; nothing at the provider changes through it
 * `send`    answer and send as it, mark and file its mail
 * `manage`  its folders, emptying the trash, deleting for ever, synchronising, pausing, reconnecting, sharing it further up to this level
 * `own`     the owner alone: unlinking, handing over
 */
export const accessLevel = z.enum(['see', 'read', 'send', 'manage', 'own']);
export type AccessLevel = z.infer<typeof accessLevel>;

/** What can be given to somebody. */
export const sharedLevel = accessLevel.exclude(['own']);
export type SharedLevel = z.infer<typeof sharedLevel>;

const ranks: Record<AccessLevel, number> = { see: 1, read: 2, send: 3, manage: 4, own: 5 };

/** Whether a level holds what another asks for. */
export function reaches(level: AccessLevel, wanted: AccessLevel): boolean {
  return ranks[level] >= ranks[wanted];
}

export function higher(one: AccessLevel, other: AccessLevel): AccessLevel {
  return reaches(one, other) ? one : other;
}

/** Which mail a view shows: one's own, what others have let one see, of that the single conversations alone, or all of it. */
export const mailScopeName = z.enum(['mine', 'shared', 'conversations', 'all']);
export type MailScopeName = z.infer<typeof mailScopeName>;

/** Whom something is shared with. */
export const grantee = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: z.string() }),
  z.object({ kind: z.literal('group'), id: z.string() }),
]);
export type Grantee = z.infer<typeof grantee>;

export const accountShare = z.object({
  id: z.string(),
  accountId: z.string(),
  with: grantee,
  level: sharedLevel,
  /** Person id. */
  grantedBy: z.string(),
  createdAt: z.iso.datetime(),
});
export type AccountShare = z.infer<typeof accountShare>;

export const accountShareInput = z.object({ with: grantee, level: sharedLevel });
export type AccountShareInput = z.infer<typeof accountShareInput>;

export const conversationShare = z.object({
  id: z.string(),
  accountId: z.string(),
  personId: z.string(),
  /** Whether messages that come into the conversation later are shown too. */
  future: z.boolean(),
  /** Messages that the person sees by it now. */
  messages: z.int().min(0),
  grantedBy: z.string(),
  createdAt: z.iso.datetime(),
});
export type ConversationShare = z.infer<typeof conversationShare>;

export const conversationShareInput = z.object({ personId: z.string(), future: z.boolean() });
export type ConversationShareInput = z.infer<typeof conversationShareInput>;

/** What a share would change for each person, before it is made. Nobody whose level stays as it is is named. */
export const sharePreview = z.object({
  gains: z.array(z.object({ personId: z.string(), from: accessLevel.nullable(), to: accessLevel })),
  /** What would be seen by it: messages, at this moment. Zero where no mail is. */
  messages: z.int().min(0),
});
export type SharePreview = z.infer<typeof sharePreview>;

/** Why somebody sees something. */
export const accessReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('owner') }),
  z.object({
    kind: z.enum(['person', 'group']),
    shareId: z.string(),
    /** Null for a share with the person themselves. */
    groupId: z.string().nullable(),
    level: sharedLevel,
    grantedBy: z.string(),
    at: z.iso.datetime(),
  }),
  z.object({
    kind: z.literal('conversation'),
    shareId: z.string(),
    future: z.boolean(),
    messages: z.int(),
    grantedBy: z.string(),
    at: z.iso.datetime(),
  }),
  z.object({
    kind: z.literal('break-glass'),
    reason: z.string(),
    at: z.iso.datetime(),
    endsAt: z.iso.datetime(),
  }),
]);
export type AccessReason = z.infer<typeof accessReason>;

/** One person who can see an account or a conversation. */
export const viewer = z.object({
  personId: z.string(),
  /** Of the account; null for somebody who sees a single conversation of it. */
  level: accessLevel.nullable(),
  reasons: z.array(accessReason),
});
export type Viewer = z.infer<typeof viewer>;

export const breakGlassMinutes = [15, 60, 240] as const;

/** An administrator's stated way into an account that is not shared with them: to read, for a while, told to its owner. */
export const brokenGlass = z.object({
  id: z.string(),
  accountId: z.string(),
  personId: z.string(),
  reason: z.string(),
  beganAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  /** When it was ended before its time. */
  endedAt: z.iso.datetime().nullable(),
  active: z.boolean(),
  /** Whether its owner has taken note. */
  noted: z.boolean(),
});
export type BrokenGlass = z.infer<typeof brokenGlass>;

export const breakGlassInput = z.object({
  accountId: z.string(),
  reason: z.string().trim().min(10).max(500),
  minutes: z.union(breakGlassMinutes.map((minutes) => z.literal(minutes))),
});
export type BreakGlassInput = z.infer<typeof breakGlassInput>;
