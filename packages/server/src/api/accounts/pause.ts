import { handler } from '../../http/handler.ts';
import { conflict } from '../../http/refusals.ts';

export const pauseAccount = handler('pauseAccount', async ({ services, scope, params }) => {
  const { store, wake } = services;
  const { id, state } = await store.accounts.read(scope, params.id, 'manage');
  const outcome = await store.oversight.pause(scope, id, 'person');
  if (outcome !== 'done') throw conflict({ noun: 'account', state });
  wake.pause(id);
  return store.accounts.read(scope, id);
});
