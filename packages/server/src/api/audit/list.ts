import { auditQuery } from '../../audit/query.ts';
import { handler } from '../../http/handler.ts';

export const listAudit = handler('listAudit', async ({ services, scope, query }) => {
  const { after, limit, ...filter } = query;
  // One more than the page tells whether there is another.
  const { audit } = services.store;
  const found = await audit.list(scope, { ...auditQuery(filter), after, limit: limit + 1 });
  const records = found.slice(0, limit);
  const names = await audit.named(scope, records);
  return { records, ...names, next: found.length > limit ? (records.at(-1)?.id ?? null) : null };
});
