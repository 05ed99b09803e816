import { handler } from '../../http/handler.ts';
import { conflict, notAllowed } from '../../http/refusals.ts';
import { audited } from './audited.ts';
import { checkProof } from './proven.ts';

export const createKey = handler('createKey', async ({ services, body, ...caller }) => {
  const { person } = caller;
  await checkProof(services, caller, body);
  if (body.scopes.includes('administration') && person.role !== 'administrator') throw notAllowed();
  const made = await services.keys.create(person.id, body);
  if (!made) throw conflict({ keys: 'too-many' });
  const subject = { kind: 'key', id: made.key.id } as const;
  await audited(services, caller, { action: 'key.created', subject, detail: { scopes: made.key.scopes } });
  return made;
});
