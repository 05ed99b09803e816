import { handler } from '../../http/handler.ts';

export const previewAccountShare = handler('previewAccountShare', async ({ services, scope, params, body }) =>
  services.store.accountShares.preview(scope, params.id, body),
);
