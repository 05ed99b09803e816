import { handler } from '../../http/handler.ts';

export const changeMe = handler('changeMe', async ({ services, scope, body }) =>
  services.store.people.changeProfile(scope, body),
);
