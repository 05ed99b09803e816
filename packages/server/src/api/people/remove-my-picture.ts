import { handler } from '../../http/handler.ts';

export const removeMyPicture = handler('removeMyPicture', async ({ services, scope }) =>
  services.store.pictures.remove(scope),
);
