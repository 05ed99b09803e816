/** GET /api/v1/audit/export: the part of the audit log that the person may see, as a file, read page by page as it is taken. */
import { Readable } from 'node:stream';
import { auditExportPath, auditFilter } from '@mailroom/model/api/audit';
import { actorOf, type MailScope, type Store } from '@mailroom/store';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { reading, signedIn } from '../access/signed-in.ts';
import { downloadPolicy } from '../http/security-headers.ts';
import type { Services } from '../services.ts';
import { type AuditFormat, auditText, csvHead } from './export.ts';
import { auditQuery } from './query.ts';

const query = auditFilter.extend({ format: z.enum(['csv', 'jsonl']) });
const pageSize = 1000;

/** @param scope what the person may see now: a file of a year takes a while, and is no more than they may see while it is made */
async function* pages(
  audit: Store['audit'],
  scope: () => Promise<MailScope>,
  { format, ...filter }: z.output<typeof query>,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvHead;
  let after: string | undefined;
  for (;;) {
    const records = await audit.list(await scope(), { ...auditQuery(filter), after, limit: pageSize });
    if (records.length > 0) yield auditText(format, records);
    if (records.length < pageSize) return;
    after = records.at(-1)?.id;
  }
}

const types: Record<AuditFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
};

export function auditExportRoute(app: FastifyInstance, services: Services): void {
  const { openAnswers, store } = services;
  const { audit } = store;
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(auditExportPath, { schema: { hide: true, querystring: query } }, async (request, reply) => {
      const { format, accountId } = request.query;
      const permitted = async () => {
        const { scope } = await signedIn(services, reading, request, reply);
        await audit.list(scope, { accountId, limit: 1 });
        return scope;
      };
      // Asked once before the answer has begun: an account that is not theirs is refused and not cut off.
      const scope = await permitted();
      await audit.record({ ...actorOf(scope), action: 'audit.exported', detail: { format } });
      openAnswers.add(reply.raw, permitted);
      return reply
        .header('content-security-policy', downloadPolicy)
        .header('content-disposition', `attachment; filename="audit.${format}"`)
        .type(types[format])
        .send(Readable.from(pages(audit, permitted, request.query)));
    });
}
