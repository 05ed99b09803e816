import { handler } from '../../http/handler.ts';
import { handOver, requireMailable } from '../../people/invite.ts';

export const createInvitation = handler('createInvitation', async ({ services, scope, person, body }) => {
  requireMailable(services, body.email, body.send);
  return handOver(services, await services.store.invitations.create(scope, body), person, body.send);
});
