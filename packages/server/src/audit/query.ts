import type { auditFilter } from '@mailroom/model/api/audit';
import type { AuditQuery } from '@mailroom/store';
import type { z } from 'zod';

/** What a request asks of the audit log, as the store takes it. */
export function auditQuery({ from, to, ...rest }: z.output<typeof auditFilter>): Omit<AuditQuery, 'limit'> {
  return {
    ...rest,
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
  };
}
