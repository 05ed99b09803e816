import { actorOf } from '@mailroom/store';
import { auditRetention, changeAuditRetention as change } from '../../audit/retention.ts';
import { handler } from '../../http/handler.ts';

export const changeAuditRetention = handler('changeAuditRetention', async ({ services, scope, body }) => {
  const { store } = services;
  const before = await auditRetention(store);
  await change(store, body.days);
  const detail = { before, days: body.days };
  await store.audit.record({ ...actorOf(scope), action: 'audit.retention-changed', detail });
  return { days: body.days };
});
