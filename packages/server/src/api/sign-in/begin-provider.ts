import { handler } from '../../http/handler.ts';

export const beginProviderSignIn = handler('beginProviderSignIn', async ({ services, reply, body }) => {
  const { providerId, next = null } = body;
  const { authorizeUrl, cookie } = await services.identitySignIn.begin(providerId, { do: 'sign-in', next });
  reply.header('set-cookie', cookie);
  return { authorizeUrl };
});
