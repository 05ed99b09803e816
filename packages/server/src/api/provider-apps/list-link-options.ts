import { handler } from '../../http/handler.ts';

export const listLinkOptions = handler('listLinkOptions', async ({ services }) => ({
  providerApps: await services.store.providerApps.linkOptions(),
  imap: true,
}));
