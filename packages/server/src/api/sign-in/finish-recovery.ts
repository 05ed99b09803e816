import { networkOf } from '../../access/network-of.ts';
import { handler } from '../../http/handler.ts';

export const finishRecovery = handler('finishRecovery', async ({ services, request, body }) => {
  const actor = await services.recovery.finish(body.token, body.password);
  const origin = { sessionId: null, keyId: null, network: networkOf(request.ip) };
  await services.store.audit.record({ actor, action: 'password.recovered', origin });
});
