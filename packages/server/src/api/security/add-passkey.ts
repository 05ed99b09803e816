import { handler } from '../../http/handler.ts';
import { audited } from './audited.ts';
import { checkProof } from './proven.ts';
import { keepThisSessionOnly } from './renewed-session.ts';

export const addPasskey = handler('addPasskey', async ({ services, request, reply, body, ...caller }) => {
  const proven = await checkProof(services, caller, body);
  const { answer, recoveryCodes } = await services.secondFactors.addPasskey(request, proven, body);
  // The first factor makes the codes; a further one leaves sessions as they are, for they all began with one.
  if (recoveryCodes !== null) await keepThisSessionOnly(services, caller, reply, answer);
  await audited(services, caller, { action: 'second-factor.added', detail: { factor: 'passkey' } });
  return { recoveryCodes };
});
