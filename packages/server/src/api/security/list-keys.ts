import { handler } from '../../http/handler.ts';

export const listKeys = handler('listKeys', async ({ services, person }) => ({
  keys: await services.keys.list(person.id),
}));
