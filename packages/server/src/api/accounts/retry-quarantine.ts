import { handler } from '../../http/handler.ts';

export const retryQuarantine = handler('retryQuarantine', async ({ services, person, params }) => {
  await services.store.quarantine.tryAgain(person.id, params.id);
  services.wake.sync(params.id);
  return undefined;
});
