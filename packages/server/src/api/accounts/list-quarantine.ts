import { handler } from '../../http/handler.ts';

export const listQuarantine = handler('listQuarantine', async ({ services, person, params }) => ({
  messages: await services.store.quarantine.list(person.id, params.id),
}));
