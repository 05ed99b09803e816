import { handler } from '../../http/handler.ts';

export const revokeInvitation = handler('revokeInvitation', async ({ services, scope, params }) => {
  await services.store.invitations.revoke(scope, params.id);
  return undefined;
});
