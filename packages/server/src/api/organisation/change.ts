import { handler } from '../../http/handler.ts';
import { presentedOrganisation } from '../../organisation/presented.ts';

/** An earliest date that has moved holds for accounts that run already: each is connected anew with it. */
export const changeOrganisation = handler('changeOrganisation', async ({ services, scope, body }) => {
  const { store, wake } = services;
  const { changed } = await store.organisation.change(scope, body);
  if (changed.includes('sync')) {
    for (const { id } of await store.ports.accounts.runnable()) wake.start(id);
  }
  return presentedOrganisation(store);
});
