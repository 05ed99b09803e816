import { handler } from '../../http/handler.ts';

export const resendOutgoing = handler('resendOutgoing', async ({ services, scope, params }) => {
  const outgoing = await services.store.outgoing.resend(scope, params.id);
  services.wake.send(outgoing.accountId);
  return outgoing;
});
