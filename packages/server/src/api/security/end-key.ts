import { handler } from '../../http/handler.ts';
import { audited } from './audited.ts';

export const endKey = handler('endKey', async ({ services, params, ...caller }) => {
  await services.keys.end(caller.person.id, params.id);
  services.followers.closeProvenBy(params.id);
  await audited(services, caller, { action: 'key.revoked', subject: { kind: 'key', id: params.id } });
});
