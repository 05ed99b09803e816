import { answerCookies } from '../../auth/cookies.ts';
import { handler } from '../../http/handler.ts';

export const beginPasskeySignIn = handler('beginPasskeySignIn', async ({ services, request, reply }) => {
  const { options, answer } = await services.pendingSignIns.beginPasskey(request);
  answerCookies(reply, answer);
  return options;
});
