import { handler } from '../../http/handler.ts';

export const listLinkOptions = handler('listLinkOptions', async ({ services, scope }) => ({
  providerApps: await services.store.providerApps.linkOptions({ administrator: scope.administrator }),
  imap: true,
}));
