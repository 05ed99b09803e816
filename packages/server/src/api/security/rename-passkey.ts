import { handler } from '../../http/handler.ts';

export const renamePasskey = handler('renamePasskey', async ({ services, person, params, body }) => {
  await services.passkeys.rename(person.id, params.id, body.name);
});
