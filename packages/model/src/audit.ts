/**
 * The *audit log*: who did what to access, people and mailboxes, and who used what is somebody else's. It holds ids, levels, addresses and
 * counts; never a subject line or a word of mail.
 */
import { z } from 'zod';

/** What can happen, and nothing else: a screen has a sentence for each. Never reused with another meaning. */
export const auditAction = z.enum([
  'account.linked',
  'account.started',
  'account.reconnected',
  'account.paused',
  'account.resumed',
  'account.unlinked',
  'account.handed-over',
  'account.kept',
  'account.purge-planned',
  'account.shared',
  'account.share-changed',
  'account.share-ended',
  'account.read-by-other',
  'account.filed-by-other',
  'account.sent-by-other',
  'account.managed-by-other',
  'account.healed',
  'account.diagnosed',
  'account.synchronised',
  'account.asked-to-reconnect',
  'break-glass.began',
  'break-glass.used',
  'break-glass.ended',
  'conversation.shared',
  'conversation.share-ended',
  'conversation.read-by-other',
  'person.invited',
  'person.invitation-revoked',
  'person.joined',
  'person.role-changed',
  'person.deactivated',
  'person.reactivated',
  'person.handed-over',
  'person.profile-changed',
  'group.created',
  'group.renamed',
  'group.deleted',
  'group.member-added',
  'group.member-removed',
  'signin.succeeded',
  'signin.failed',
  'signin.second-factor-failed',
  'signin.ended',
  'signin.provider-linked',
  'signin.provider-unlinked',
  'password.changed',
  'password.recovery-asked',
  'password.recovered',
  'second-factor.added',
  'second-factor.removed',
  'second-factor.codes-made',
  'second-factor.code-used',
  'key.created',
  'key.revoked',
  'organisation.changed',
  'provider-app.created',
  'provider-app.changed',
  'provider-app.deleted',
  'audit.exported',
  'audit.retention-changed',
]);
export type AuditAction = z.infer<typeof auditAction>;

/** What somebody who manages another's account did to it, as `what` of `account.managed-by-other` names it. */
export const managedAct = z.enum([
  'folder-created',
  'folder-renamed',
  'folder-deleted',
  'synchronised',
  'checked',
  'tried-again',
]);
export type ManagedAct = z.infer<typeof managedAct>;

/** What of a provider app was changed, as `appParts` of `provider-app.changed` names it. */
export const appPart = z.enum([
  'name',
  'cloudId',
  'tenant',
  'clientId',
  'credential-added',
  'credential-changed',
  'credential-removed',
]);
export type AppPart = z.infer<typeof appPart>;

export const auditSubjectKind = z.enum([
  'account',
  'conversation',
  'person',
  'group',
  'invitation',
  'session',
  'key',
  'share',
  'provider-app',
  'organisation',
]);
export type AuditSubjectKind = z.infer<typeof auditSubjectKind>;

export const auditSubject = z.object({ kind: auditSubjectKind, id: z.string() });
export type AuditSubject = z.infer<typeof auditSubject>;

/** Ids, levels, addresses, counts. */
export const auditDetail = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
);
export type AuditDetail = z.infer<typeof auditDetail>;

export const auditRecord = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  /** Person id, or `mailroom` for what it does by itself. */
  actor: z.string(),
  action: auditAction,
  accountId: z.string().nullable(),
  subject: auditSubject.nullable(),
  detail: auditDetail,
  /** The session or the API key that it was done with; null for what Mailroom does. */
  sessionId: z.string().nullable(),
  keyId: z.string().nullable(),
  /** Network of the client's address, e.g. `203.0.113.0/24`. */
  network: z.string().nullable(),
});
export type AuditRecord = z.infer<typeof auditRecord>;
