/** Attachments and sources: bytes that came with mail, always saved and never shown by the browser. */
import { createReadStream } from 'node:fs';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { reading, signedIn } from '../access/signed-in.ts';
import type { StoredFile } from '../engine-thread/protocol.ts';
import { downloadPolicy } from '../http/security-headers.ts';
import { requireFetchable } from '../organisation/require-fetchable.ts';
import type { Services } from '../services.ts';
import { attachmentDisposition } from './disposition.ts';
import { downloadType } from './media-type.ts';

const message = z.object({ id: z.string() });
const part = message.extend({ part: z.string().max(100) });

function sendFile(
  reply: FastifyReply,
  file: StoredFile,
  as: { name: string; fallback: string; type: string },
) {
  return reply
    .header('content-security-policy', downloadPolicy)
    .header('content-disposition', attachmentDisposition(as.name, as.fallback))
    .header('content-length', file.size)
    .type(as.type)
    .send(createReadStream(file.path));
}

export function downloadRoutes(app: FastifyInstance, services: Services): void {
  const { store, engine, openAnswers } = services;
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.get(
    '/api/v1/messages/:id/parts/:part',
    { schema: { hide: true, params: part } },
    async (request, reply) => {
      const { id } = request.params;
      const permitted = async () => {
        const { scope } = await signedIn(services, reading, request, reply);
        return store.messages.attachment(scope, id, request.params.part);
      };
      const attachment = await permitted();
      await requireFetchable(store, attachment.size);
      const file = await engine.openPart(id, attachment.part);
      openAnswers.add(reply.raw, permitted);
      const type = downloadType(attachment.mediaType);
      return sendFile(reply, file, { name: attachment.name, fallback: 'attachment', type });
    },
  );

  routes.get(
    '/api/v1/messages/:id/source',
    { schema: { hide: true, params: message } },
    async (request, reply) => {
      const permitted = async () => {
        const { scope } = await signedIn(services, reading, request, reply);
        return store.messages.read(scope, request.params.id);
      };
      const { id, subject, size } = await permitted();
      await requireFetchable(store, size);
      const file = await engine.openPart(id, null);
      openAnswers.add(reply.raw, permitted);
      return sendFile(reply, file, {
        name: `${subject || 'message'}.eml`,
        fallback: 'message.eml',
        type: 'message/rfc822',
      });
    },
  );
}
