import { handler } from '../../http/handler.ts';
import { handOver, requireMailable } from '../../people/invite.ts';

export const renewInvitation = handler(
  'renewInvitation',
  async ({ services, scope, person, params, body }) => {
    const { email } = await services.store.invitations.read(params.id);
    requireMailable(services, email, body.send);
    return handOver(services, await services.store.invitations.renew(scope, params.id), person, body.send);
  },
);
