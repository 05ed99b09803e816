import { answerCookies } from '../../auth/cookies.ts';
import { handler } from '../../http/handler.ts';
import { audited } from './audited.ts';
import { checkProof } from './proven.ts';

export const removePasskey = handler(
  'removePasskey',
  async ({ services, request, reply, params, body, ...caller }) => {
    const proven = await checkProof(services, caller, body);
    answerCookies(reply, await services.secondFactors.removePasskey(request, proven, params.id));
    await audited(services, caller, { action: 'second-factor.removed', detail: { factor: 'passkey' } });
  },
);
