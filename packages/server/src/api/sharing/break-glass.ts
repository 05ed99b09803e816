import { tellOwners } from '../../break-glass/owners-mail.ts';
import { handler } from '../../http/handler.ts';

/** Nobody waits for the mail to the owner: the screens tell at once, and what cannot be mailed is tried again. */
export const breakGlass = handler('breakGlass', async ({ services, scope, body }) => {
  const broken = await services.store.breakGlass.begin(scope, body);
  tellOwners(services).catch((thrown: unknown) => {
    services.log.error({ err: thrown }, 'owners could not be told of a broken glass');
  });
  return broken;
});
