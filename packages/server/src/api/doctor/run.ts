import { handler } from '../../http/handler.ts';

/** An account can be rehearsed with by its owner only, whatever role the person has. */
export const runDoctor = handler('runDoctor', async ({ services, scope, params, body }) => {
  if (body.accountId === null) return services.doctor.examine(params.id, { by: 'administrator' });
  const { id, address } = await services.store.accounts.read(scope, body.accountId, 'own');
  return services.doctor.examine(params.id, { by: 'administrator', account: { id, address } });
});
