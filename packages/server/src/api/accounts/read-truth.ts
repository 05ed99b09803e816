import { handler } from '../../http/handler.ts';

export const readAccountTruth = handler('readAccountTruth', async ({ services, scope, params }) =>
  services.store.truths.read(scope, params.id),
);
