import { handler } from '../../http/handler.ts';
import { idempotencyKey } from './idempotency-key.ts';

export const createOutgoing = handler('createOutgoing', async ({ services, scope, body, request }) => {
  const key = idempotencyKey(request.headers);
  const outgoing = await services.store.outgoing.create(scope, key, body);
  services.wake.send(outgoing.accountId);
  return outgoing;
});
