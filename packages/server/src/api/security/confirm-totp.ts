import { handler } from '../../http/handler.ts';
import { audited } from './audited.ts';
import { checkProof } from './proven.ts';
import { keepThisSessionOnly } from './renewed-session.ts';

export const confirmTotp = handler('confirmTotp', async ({ services, request, reply, body, ...caller }) => {
  const { secondFactors } = services;
  const proven = await checkProof(services, caller, body);
  const { answer, recoveryCodes } = await secondFactors.confirmTotp(request, proven, body.code);
  await keepThisSessionOnly(services, caller, reply, answer);
  await audited(services, caller, { action: 'second-factor.added', detail: { factor: 'totp' } });
  return { recoveryCodes };
});
