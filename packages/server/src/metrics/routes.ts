import type { FastifyInstance } from 'fastify';
import { notFound } from '../http/refusals.ts';
import type { Services } from '../services.ts';
import { mayReadMetrics } from './guard.ts';

export const metricsPath = '/metrics';

/** Counts every answered request, and answers Prometheus. Without permission it looks as if nothing were there, unless a token is asked for. */
export function metricsRoutes(
  app: FastifyInstance,
  { metrics, settings }: Pick<Services, 'metrics' | 'settings'>,
): void {
  app.addHook('onResponse', async (request, reply) => {
    metrics.answered(request.method, request.routeOptions.url, reply.statusCode, reply.elapsedTime / 1000);
  });
  app.get(metricsPath, { schema: { hide: true } }, async (request, reply) => {
    const may = mayReadMetrics(request, settings.metricsToken);
    if (may === 'hidden') throw notFound();
    if (may === 'token-wanted') return reply.code(401).header('www-authenticate', 'Bearer').send();
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}
