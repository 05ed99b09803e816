import { answerCookies } from '../../auth/cookies.ts';
import { handler } from '../../http/handler.ts';
import { audited } from './audited.ts';
import { checkProof } from './proven.ts';

export const removeTotp = handler('removeTotp', async ({ services, request, reply, body, ...caller }) => {
  const proven = await checkProof(services, caller, body);
  answerCookies(reply, await services.secondFactors.removeTotp(request, proven));
  await audited(services, caller, { action: 'second-factor.removed', detail: { factor: 'totp' } });
});
