import { handler } from '../../http/handler.ts';

export const readSetup = handler('readSetup', async ({ services }) => ({
  needsAdministrator: await services.people.areNone(),
}));
