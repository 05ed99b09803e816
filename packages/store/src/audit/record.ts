/** Writing the audit log: in the transaction that does the thing, so that neither is without the other. */
import type { AuditAction, AuditDetail, AuditSubject } from '@mailroom/model';
import { type MailScope, noOrigin, type RequestOrigin } from '../access/mail-scope.ts';
import type { Write } from '../database/context.ts';

/** Mailroom as an actor, for what nobody asked it to do. */
export const mailroomItself = 'mailroom';

export interface AuditEntry {
  /** Person id, or `mailroomItself`. */
  actor: string;
  action: AuditAction;
  /** The account's row number. */
  accountId?: number | null;
  subject?: AuditSubject | null;
  /** Ids, levels, addresses, counts. Never a subject line, never text of mail. */
  detail?: AuditDetail;
  /** Default: none, as for what Mailroom does by itself. */
  origin?: RequestOrigin;
}

/** Who does something, and by what they were let in. */
export type Doer = Pick<MailScope, 'personId' | 'origin'>;

export function actorOf({ personId, origin }: Doer): Pick<AuditEntry, 'actor' | 'origin'> {
  return { actor: personId, origin };
}

export async function record(
  { db, now }: Pick<Write, 'db' | 'now'>,
  { actor, action, accountId = null, subject = null, detail = {}, origin = noOrigin }: AuditEntry,
): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      at: now,
      actor,
      action,
      account_id: accountId,
      subject_kind: subject?.kind ?? null,
      subject_id: subject?.id ?? null,
      detail: JSON.stringify(detail),
      session_id: origin.sessionId,
      key_id: origin.keyId,
      network: origin.network,
    })
    .execute();
}
