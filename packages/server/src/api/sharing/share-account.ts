import { handler } from '../../http/handler.ts';

export const shareAccount = handler('shareAccount', async ({ services, scope, params, body }) =>
  services.store.accountShares.share(scope, params.id, body),
);
