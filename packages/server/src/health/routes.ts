/**
 * For probes, which sign in nowhere: `live` answers as long as requests are, `ready` whether they come to anything, and `/api/health` both
 * with a word on the whole. Nothing is told that a stranger could use: no number, no name.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Services } from '../services.ts';
import { worst } from './health.ts';

export const healthPath = '/api/health';

export function healthRoutes(app: FastifyInstance, { health }: Pick<Services, 'health'>): void {
  const hidden = { schema: { hide: true } };
  const answer = (reply: FastifyReply, state: string, parts: object) =>
    reply.code(state === 'wrong' ? 503 : 200).send({ state, parts });

  app.get(`${healthPath}/live`, hidden, async () => ({ state: 'right' }));

  app.get(`${healthPath}/ready`, hidden, async (_request, reply) => {
    const parts = await health.parts();
    return answer(reply, worst(Object.values(parts)) === 'wrong' ? 'wrong' : 'right', parts);
  });

  app.get(healthPath, hidden, async (_request, reply) => {
    const parts = await health.parts();
    // Without a store there is nothing to be told of accounts.
    const state = parts.store === 'wrong' ? 'wrong' : (await health.vitals()).state;
    return answer(reply, state, parts);
  });
}
