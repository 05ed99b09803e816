import { passwordOpens } from '../../auth/sign-in-policy.ts';
import { handler } from '../../http/handler.ts';

export const readInvitation = handler('readInvitation', async ({ services, body }) => {
  const { role, ...invitation } = await services.store.invitations.open(body.token);
  return { ...invitation, password: passwordOpens(await services.signInPolicy(), { role }) };
});
