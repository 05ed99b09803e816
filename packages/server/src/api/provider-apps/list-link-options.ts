import { handler } from '../../http/handler.ts';
import { isLinkable } from '../../organisation/require-linkable.ts';

/** What the organisation lets nobody link is not offered. */
export const listLinkOptions = handler('listLinkOptions', async ({ services, scope, person }) => {
  const { store } = services;
  const policy = await store.organisation.policy();
  const apps = await store.providerApps.linkOptions({ administrator: scope.administrator });
  return {
    providerApps: apps.filter(({ provider }) => isLinkable(policy, person, provider)),
    imap: isLinkable(policy, person, 'imap'),
  };
});
