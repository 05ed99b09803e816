import { handler } from '../../http/handler.ts';
import { audited } from './audited.ts';

export const endSession = handler('endSession', async ({ services, params, ...caller }) => {
  await services.sessionList.end(caller.person.id, params.id);
  const subject = { kind: 'session', id: params.id } as const;
  await audited(services, caller, { action: 'signin.ended', subject });
});
