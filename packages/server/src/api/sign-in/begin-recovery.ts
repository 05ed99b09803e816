import { networkOf } from '../../access/network-of.ts';
import { handler } from '../../http/handler.ts';

export const beginRecovery = handler('beginRecovery', async ({ services, request, body }) => {
  services.recovery.begin(body.email, networkOf(request.ip));
});
