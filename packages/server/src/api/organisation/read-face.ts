import { handler } from '../../http/handler.ts';
import { presentedOrganisation } from '../../organisation/presented.ts';

/** Before anybody has signed in: nothing of the policy. */
export const readFace = handler('readFace', async ({ services }) => {
  const { name, logo, locale } = await presentedOrganisation(services.store);
  return { name, logo, locale };
});
