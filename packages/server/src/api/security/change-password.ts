import { sessionOf } from '../../access/signed-in.ts';
import { handler } from '../../http/handler.ts';
import { audited } from './audited.ts';
import { checkProof } from './proven.ts';

export const changePassword = handler('changePassword', async ({ services, body, ...caller }) => {
  await checkProof(services, caller, body);
  await services.people.setPassword(caller.person.id, body.newPassword);
  if (body.endOthers) await services.sessionList.endOthers(caller.person.id, sessionOf(caller));
  await audited(services, caller, { action: 'password.changed' });
});
