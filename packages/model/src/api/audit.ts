import { z } from 'zod';
import { auditAction, auditRecord } from '../audit.ts';
import { contract } from './route.ts';

export const auditFilter = z.object({
  action: auditAction.optional(),
  /** Person id, or `mailroom`. */
  actor: z.string().max(100).optional(),
  accountId: z.string().max(20).optional(),
  from: z.iso.datetime().optional(),
  /** Exclusive. */
  to: z.iso.datetime().optional(),
  /** Only what others did with accounts that are one’s own. */
  byOthers: z.stringbool().optional(),
});

/** Not part of the JSON contract: a file, `format=csv` or `format=jsonl`, with the same filter. */
export const auditExportPath = '/api/v1/audit/export';

export const auditRoutes = contract({
  listAudit: {
    method: 'GET',
    path: '/api/v1/audit',
    summary:
      'The audit log, newest first: all of it for administrators, for everybody else what concerns them and their accounts',
    tag: 'audit',
    access: 'person',
    query: auditFilter.extend({
      /** Opaque, from the previous page's `next`. */
      after: z.string().max(20).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({
      records: z.array(auditRecord),
      /** Who and what the records name, as far as it is still here and may be known. */
      people: z.array(z.object({ id: z.string(), name: z.string() })),
      accounts: z.array(z.object({ id: z.string(), address: z.string() })),
      next: z.string().nullable(),
    }),
  },
  readAuditRetention: {
    method: 'GET',
    path: '/api/v1/audit/retention',
    summary: 'How long the audit log is kept',
    tag: 'audit',
    access: 'administrator',
    response: z.object({ days: z.int() }),
  },
  changeAuditRetention: {
    method: 'PATCH',
    path: '/api/v1/audit/retention',
    summary: 'Keep the audit log for longer or shorter; what is older goes within the hour',
    tag: 'audit',
    access: 'administrator',
    body: z.object({ days: z.int().min(30).max(3650) }),
    response: z.object({ days: z.int() }),
  },
});
