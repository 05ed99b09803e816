import type { FastifyInstance, FastifyRequest } from 'fastify';
import { tooManyRequests } from './refusals.ts';

export type Limit = ReturnType<FastifyInstance['createRateLimit']>;

/** Counts one request against each limit; throws the failure that names when the first exceeded one ends. */
export async function checkLimits(request: FastifyRequest, ...limits: readonly Limit[]): Promise<void> {
  for (const limit of limits) {
    const counted = await limit(request);
    if (!counted.isAllowed && counted.isExceeded) throw tooManyRequests(counted.ttlInSeconds);
  }
}
