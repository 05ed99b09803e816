import { actorOf } from '@mailroom/store';
import { handler } from '../../http/handler.ts';

/** Leaves Mailroom as a file, and so is on record whoever takes it. */
export const readDiagnostics = handler('readDiagnostics', async ({ services, scope, params }) => {
  const diagnostics = await services.store.truths.diagnostics(scope, params.id);
  const entry = { action: 'account.diagnosed', accountId: Number(params.id) } as const;
  await services.store.audit.record({ ...actorOf(scope), ...entry });
  return diagnostics;
});
