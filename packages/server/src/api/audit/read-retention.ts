import { auditRetention } from '../../audit/retention.ts';
import { handler } from '../../http/handler.ts';

export const readAuditRetention = handler('readAuditRetention', async ({ services }) => ({
  days: await auditRetention(services.store),
}));
