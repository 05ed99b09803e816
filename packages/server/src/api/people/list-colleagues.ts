import { handler } from '../../http/handler.ts';

export const listColleagues = handler('listColleagues', async ({ services }) =>
  services.store.people.colleagues(),
);
