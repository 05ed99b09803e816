import { sessionOf } from '../../access/signed-in.ts';
import { handler } from '../../http/handler.ts';

export const listSessions = handler('listSessions', async ({ services, ...caller }) => ({
  sessions: await services.sessionList.list(caller.person.id, sessionOf(caller)),
}));
