import { handler } from '../../http/handler.ts';

export const listGroups = handler('listGroups', async ({ services }) => ({
  groups: await services.store.groups.list(),
}));
