import type { RouteName } from '@mailroom/model/api/index';
import type { FastifyInstance } from 'fastify';
import type { Limit } from './limits.ts';

/** Routes that make Mailroom knock at hosts a person names, or that guess at a secret, have limits of their own. */
export function routeLimits(app: FastifyInstance): Partial<Record<RouteName, readonly Limit[]>> {
  const perPerson = (max: number, timeWindow = '10 minutes') =>
    app.createRateLimit({ max, timeWindow, keyGenerator: ({ personId }) => personId });
  // One count for both: what they can be used for, trying hosts and passwords, is the same.
  const knocking = perPerson(20);
  return {
    linkImap: [knocking],
    reconnectImap: [knocking],
    reconnectOrganisation: [knocking],
    discover: [perPerson(10, '1 minute')],
    linkOrganisation: [knocking],
    linkOauth: [perPerson(60)],
    createAdministrator: [app.createRateLimit({ max: 20, timeWindow: '10 minutes', ipv6Subnet: 64 })],
  };
}
