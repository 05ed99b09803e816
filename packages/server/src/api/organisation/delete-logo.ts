import { handler } from '../../http/handler.ts';
import { presentedOrganisation } from '../../organisation/presented.ts';

export const deleteLogo = handler('deleteLogo', async ({ services, scope }) => {
  await services.store.organisation.changeLogo(scope, null);
  return presentedOrganisation(services.store);
});
