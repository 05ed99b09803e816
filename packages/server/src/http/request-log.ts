import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * One line per answered request. It names the route, not the address: query strings hold search words and the codes of the
 * OAuth callback (RFC 6749 4.1.2), and some paths hold tokens.
 */
export async function logAnswer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const route = request.routeOptions.url;
  const level = route?.startsWith('/api/') || route?.startsWith('/oauth2/') ? 'info' : 'debug';
  request.log[level](
    {
      method: request.method,
      route,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    },
    'answered',
  );
}
