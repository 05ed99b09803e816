/** An *invitation* is a link that makes its holder one of the people here: good once, for a week, and only until it is revoked. */
import { z } from 'zod';
import { newPassword, personName, personRole } from './person.ts';

/** Days that an invitation can be accepted. */
export const invitationDays = 7;

export const invitation = z.object({
  id: z.string(),
  /** Whom it is for; null for whoever holds the link, who then says their own address. */
  email: z.string().nullable(),
  role: personRole,
  /** Groups that are joined with it. */
  groupIds: z.array(z.string()),
  /** The administrator who made it, or made its link anew. */
  invitedBy: z.object({ id: z.string(), name: z.string() }),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** It can be made good again with a new link. */
  expired: z.boolean(),
});
export type Invitation = z.infer<typeof invitation>;

const send = z.boolean().default(false);

export const invitationInput = z.object({
  email: z.email().max(320).nullable(),
  role: personRole,
  groupIds: z.array(z.string().max(20)).max(100).default([]),
  /** Whether Mailroom writes to the address; otherwise, the administrator hands the link over. */
  send,
});
export type InvitationInput = z.infer<typeof invitationInput>;

export const renewalInput = z.object({ send });

/** The only answer that ever holds the link: only its digest is stored. */
export const newInvitation = z.object({
  invitation,
  link: z.url(),
  /** What became of the mail; `none` where none was asked for. */
  mail: z.enum(['none', 'sent', 'failed']),
});
export type NewInvitation = z.infer<typeof newInvitation>;

const token = z.string().min(1).max(200);

export const invitationToken = z.object({ token });

/** What the holder of a link is told before they accept. */
export const openInvitation = z.object({
  email: z.string().nullable(),
  /** Name of the administrator who invites. */
  invitedBy: z.string(),
  expiresAt: z.iso.datetime(),
  /** Whether whoever joins by it may sign in with a password; otherwise at an identity provider alone. */
  password: z.boolean(),
});
export type OpenInvitation = z.infer<typeof openInvitation>;

export const acceptance = z.object({
  token,
  name: personName,
  /** Of an invitation that is for nobody in particular; otherwise the invitation's own counts. */
  email: z.email().max(320).optional(),
  password: newPassword,
});
export type Acceptance = z.infer<typeof acceptance>;
