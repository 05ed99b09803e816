import { handler } from '../../http/handler.ts';
import { conflict, notAllowed } from '../../http/refusals.ts';

/** What an administrator paused for a reason, the owner does not set going again. */
export const resumeAccount = handler('resumeAccount', async ({ services, person, scope, params }) => {
  const { store, wake } = services;
  const { id, state, pausedBy } = await store.accounts.read(scope, params.id, 'manage');
  const by = person.role;
  if (pausedBy === 'administrator' && by !== 'administrator') throw notAllowed();
  const outcome = await store.oversight.resume(scope, id, by === 'administrator' ? by : 'person');
  if (outcome !== 'done') throw conflict({ noun: 'account', state });
  wake.start(id);
  return store.accounts.read(scope, id);
});
