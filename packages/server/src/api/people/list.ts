import { handler } from '../../http/handler.ts';

export const listPeople = handler('listPeople', async ({ services }) => ({
  people: await services.store.people.list(),
}));
