import { hasOtherWayIn } from '../../auth/other-way-in.ts';
import { handler } from '../../http/handler.ts';
import { conflict } from '../../http/refusals.ts';
import { audited } from './audited.ts';
import { checkProof } from './proven.ts';

/** The last way in stays: its person would be shut out. */
export const disconnectSignIn = handler('disconnectSignIn', async ({ services, params, body, ...caller }) => {
  const { connections } = services.identitySignIn;
  const { person } = caller;
  await checkProof(services, caller, body);
  if (!(await hasOtherWayIn(services, person, params.id))) throw conflict({ connected: 'last-way-in' });
  const own = await connections.list(person.id, new Map());
  await connections.remove(person.id, params.id);
  const provider = own.find(({ id }) => id === params.id)?.kind ?? null;
  await audited(services, caller, { action: 'signin.provider-unlinked', detail: { provider } });
});
