import { answerCookies } from '../../auth/cookies.ts';
import { handler } from '../../http/handler.ts';
import { checkProof } from './proven.ts';

export const beginPasskey = handler('beginPasskey', async ({ services, request, reply, body, ...caller }) => {
  await checkProof(services, caller, body);
  const { options, answer } = await services.secondFactors.beginPasskey(request);
  answerCookies(reply, answer);
  return options;
});
