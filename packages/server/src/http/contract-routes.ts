/** Registers the routes of the contract: validation, access, answer and OpenAPI document all come from the one description. */
import { failureBody } from '@mailroom/model';
import { keyScopeOf, type Route, routes } from '@mailroom/model/api/index';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { needsOf, signedIn } from '../access/signed-in.ts';
import { handlers } from '../api/index.ts';
import type { Services } from '../services.ts';
import { type Handler, handlersByName } from './handler.ts';
import { checkLimits, type Limit } from './limits.ts';
import { routeLimits } from './route-limits.ts';

/** A message of 500 recipients with two bodies of two million characters, as JSON. */
const bodyLimit = 16 * 1024 * 1024;

function responses(route: Route): Record<string, unknown> {
  const ok = route.response
    ? { 200: route.response.describe('The answer') }
    : { 204: z.null().describe('Done; no body') };
  return {
    ...ok,
    '4xx': failureBody.describe('Refused, with who must act and what may be done next'),
    '5xx': failureBody.describe('Mailroom failed'),
  };
}

/** Most routes are open to both; some to nobody's key, some to anybody. */
function securityOf(route: Route): { security?: Record<string, string[]>[] } {
  if (route.access === 'public') return { security: [] };
  return keyScopeOf(route) === null ? { security: [{ session: [] }] } : {};
}

function routeSchema(name: string, route: Route) {
  const { summary, tag, params, query, body } = route;
  return {
    operationId: name,
    summary,
    tags: [tag],
    ...securityOf(route),
    ...(params ? { params } : {}),
    ...(query ? { querystring: query } : {}),
    ...(body ? { body } : {}),
    response: responses(route),
  };
}

interface Registration {
  route: Route;
  handler: Handler;
  limits: readonly Limit[];
}

async function answer(
  services: Services,
  { route, handler, limits }: Registration,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { access } = route;
  const caller =
    access === 'public' ? {} : await signedIn(services, needsOf({ ...route, access }), request, reply);
  await checkLimits(request, ...limits);
  const { params, query, body } = request;
  // The parts were validated against this route's own schemas, which is what the handler's types say.
  const call = { ...caller, params, query, body, services, request, reply } as never;
  const result = await handler.handle(call);
  if (route.response === null) return reply.code(204).send();
  return result;
}

export function contractRoutes(app: FastifyInstance, services: Services): void {
  const limited = routeLimits(app);
  for (const [name, handler] of handlersByName(handlers)) {
    const route: Route = routes[name];
    const registration = { route, handler, limits: limited[name] ?? [] };
    app.route({
      method: route.method,
      url: route.path,
      schema: routeSchema(name, route),
      bodyLimit: route.body ? bodyLimit : 1024,
      handler: (request, reply) => answer(services, registration, request, reply),
    });
  }
}
