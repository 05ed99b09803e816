import { handler } from '../../http/handler.ts';

/** An invitation that is not good is told before anybody leaves for the provider. */
export const beginInvitationSignIn = handler('beginInvitationSignIn', async ({ services, reply, body }) => {
  const { token, providerId } = body;
  await services.store.invitations.open(token);
  const { authorizeUrl, cookie } = await services.identitySignIn.begin(providerId, { do: 'join', token });
  reply.header('set-cookie', cookie);
  return { authorizeUrl };
});
