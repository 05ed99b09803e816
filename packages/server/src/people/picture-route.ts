/** GET /api/v1/people/:id/pictures/:picture: the picture of a colleague, for whoever is signed in. */
import { picturePath } from '@mailroom/model/api/index';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { reading, signedIn } from '../access/signed-in.ts';
import { downloadPolicy } from '../http/security-headers.ts';
import type { Services } from '../services.ts';

const params = z.object({ id: z.string().max(100), picture: z.string().max(100) });
const path = decodeURIComponent(picturePath(':id', ':picture'));

export function pictureRoute(app: FastifyInstance, services: Services): void {
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(path, { schema: { hide: true, params } }, async (request, reply) => {
      await signedIn(services, reading, request, reply);
      const { id, picture } = request.params;
      const { mediaType, bytes } = await services.store.pictures.read(id, picture);
      return (
        reply
          .header('content-security-policy', downloadPolicy)
          // Another picture has another address.
          .header('cache-control', 'private, max-age=86400')
          .type(mediaType)
          .send(Buffer.from(bytes))
      );
    });
}
