/** The logo itself, which the sign-in page shows too, and so everybody may see. */
import { logoPath } from '@mailroom/model/api/index';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { downloadPolicy } from '../http/security-headers.ts';
import type { Services } from '../services.ts';

const params = z.object({ digest: z.string().regex(/^[0-9a-f]{64}$/) });

export function logoRoute(app: FastifyInstance, { store }: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  routes.get(`${logoPath}/:digest`, { schema: { hide: true, params } }, async (request, reply) => {
    const { mediaType, bytes } = await store.organisation.logo(request.params.digest);
    return reply
      .header('content-security-policy', downloadPolicy)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type(mediaType)
      .send(Buffer.from(bytes));
  });
}
