import { handler } from '../../http/handler.ts';
import { recognisedPicture } from '../../people/picture.ts';

export const changeMyPicture = handler('changeMyPicture', async ({ services, scope, body }) => {
  const { mediaType, bytes } = recognisedPicture(Buffer.from(body.base64, 'base64'));
  return services.store.pictures.save(scope, { mediaType, bytes });
});
