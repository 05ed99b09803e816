/**
 * GET /mail-inline/:token/:contentId: an image that a message's HTML refers to as `cid:` (RFC 2392), for the message frame. Only
 * raster images, by what their bytes are and not by what the sender says.
 */
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { notFound } from '../http/refusals.ts';
import { downloadPolicy } from '../http/security-headers.ts';
import { requireFetchable } from '../organisation/require-fetchable.ts';
import type { Services } from '../services.ts';
import { inlinePath } from './inline-path.ts';
import { rasterType, signatureLength } from './raster-type.ts';

const params = z.object({ token: z.string().max(400), contentId: z.string().max(1000) });

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(signatureLength), 0, signatureLength, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

export function inlineImageRoute(app: FastifyInstance, services: Services): void {
  const { store, engine, inlineTokens, openAnswers } = services;
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(`${inlinePath}/:token/:contentId`, { schema: { hide: true, params } }, async (request, reply) => {
      const grant = inlineTokens.grantOf(request.params.token, new Date());
      if (!grant) throw notFound();
      const permitted = async () => {
        // The token outlives the session that it was given to. An administrator may be reading through a broken glass.
        const reader = await store.people.reader(grant.personId);
        if (!reader) throw notFound();
        const scope = await store.scopeOf(reader);
        return store.messages.inlinePart(scope, grant.messageId, request.params.contentId);
      };
      const image = await permitted();
      await requireFetchable(store, image.size);
      const { path, size } = await engine.openPart(grant.messageId, image.part);
      openAnswers.add(reply.raw, permitted);
      const type = rasterType(await firstBytes(path));
      if (!type) throw notFound();
      return (
        reply
          .header('content-security-policy', downloadPolicy)
          .header('content-length', size)
          // The frame's opaque origin is another origin than this one.
          .header('cross-origin-resource-policy', 'cross-origin')
          .type(type)
          .send(createReadStream(path))
      );
    });
}
