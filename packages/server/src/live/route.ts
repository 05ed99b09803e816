/** GET /api/v1/live: the change log as server-sent events, from a cursor on, scoped to what the person may see. */
import { Readable } from 'node:stream';
import { livePath } from '@mailroom/model/api/index';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { provenBy, reading, scopeNow, signedIn } from '../access/signed-in.ts';
import type { Services } from '../services.ts';
import { changeEvents } from './events.ts';

const position = z.coerce.number().int().min(0);
const query = z.object({ cursor: position.optional() });

/** `Last-Event-ID` is what a browser sends when it reconnects by itself; it is newer than the address it repeats. */
function startOf(lastEventId: unknown, cursor: number | undefined): number | undefined {
  return position.safeParse(lastEventId).data ?? cursor;
}

export function liveRoute(app: FastifyInstance, services: Services): void {
  const { store, followers } = services;
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      livePath,
      { schema: { hide: true, querystring: query }, exposeHeadRoute: false },
      async (request, reply) => {
        const caller = await signedIn(services, reading, request, reply);
        const asked = startOf(request.headers['last-event-id'], request.query.cursor);
        const cursor = asked ?? (await store.changes.latest());
        const follower = followers.add(provenBy(caller), caller.person.id);
        const events = changeEvents({
          changes: store.changes,
          follower,
          cursor,
          scope: () => scopeNow(services, reading, request),
        });
        const stream = Readable.from(events, { objectMode: false });
        stream.once('close', () => followers.remove(follower));
        reply.raw.once('close', () => stream.destroy());
        return reply
          .header('content-type', 'text/event-stream; charset=utf-8')
          .header('x-accel-buffering', 'no')
          .send(stream);
      },
    );
}
