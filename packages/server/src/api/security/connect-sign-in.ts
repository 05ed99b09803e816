import { sessionOf } from '../../access/signed-in.ts';
import { handler } from '../../http/handler.ts';
import { checkProof } from './proven.ts';

export const connectSignIn = handler('connectSignIn', async ({ services, reply, body, ...caller }) => {
  await checkProof(services, caller, body);
  const purpose = { do: 'connect', personId: caller.person.id, sessionId: sessionOf(caller) } as const;
  const begun = await services.identitySignIn.begin(body.providerId, purpose);
  reply.header('set-cookie', begun.cookie);
  return { authorizeUrl: begun.authorizeUrl };
});
