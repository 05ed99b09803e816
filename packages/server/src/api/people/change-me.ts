import { handler } from '../../http/handler.ts';

export const changeMe = handler('changeMe', async ({ services, person, body }) =>
  services.people.change(person.id, body),
);
