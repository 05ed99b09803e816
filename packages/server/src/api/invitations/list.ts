import { handler } from '../../http/handler.ts';

export const listInvitations = handler('listInvitations', async ({ services }) => ({
  invitations: await services.store.invitations.list(),
  canMail: services.mail !== null,
}));
