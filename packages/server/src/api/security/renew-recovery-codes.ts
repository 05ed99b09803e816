import { handler } from '../../http/handler.ts';
import { audited } from './audited.ts';
import { checkProof } from './proven.ts';

export const renewRecoveryCodes = handler(
  'renewRecoveryCodes',
  async ({ services, request, body, ...caller }) => {
    const proven = await checkProof(services, caller, body);
    const recoveryCodes = await services.secondFactors.renewRecoveryCodes(request, proven);
    await audited(services, caller, { action: 'second-factor.codes-made' });
    return { recoveryCodes };
  },
);
