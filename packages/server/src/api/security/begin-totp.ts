import { handler } from '../../http/handler.ts';
import { checkProof } from './proven.ts';

export const beginTotp = handler('beginTotp', async ({ services, request, body, ...caller }) => {
  const proven = await checkProof(services, caller, body);
  return { uri: await services.secondFactors.beginTotp(request, proven) };
});
