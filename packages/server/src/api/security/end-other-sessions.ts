import { sessionOf } from '../../access/signed-in.ts';
import { handler } from '../../http/handler.ts';
import { audited } from './audited.ts';

export const endOtherSessions = handler('endOtherSessions', async ({ services, ...caller }) => {
  const sessions = await services.sessionList.endOthers(caller.person.id, sessionOf(caller));
  if (sessions > 0) await audited(services, caller, { action: 'signin.ended', detail: { sessions } });
});
