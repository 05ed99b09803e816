/**
 * POST /api/auth/sign-in/email and POST /api/auth/sign-out: the two of better-auth's endpoints that a browser may call. Its
 * answers are not passed on, for they repeat the session token in their body, where a script could read it; the cookie is.
 */
import { passwordMaxLength } from '@mailroom/model';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { checkLimits } from '../http/limits.ts';
import type { Services } from '../services.ts';
import { signInPath, signOutPath } from './auth.ts';
import { answerCookies } from './cookies.ts';

const credentials = z.object({
  email: z.string().trim().toLowerCase().max(320),
  password: z.string().max(passwordMaxLength),
});

export function authRoutes(app: FastifyInstance, services: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  // Guessing is slowed for one address from everywhere, and for one network over all addresses.
  const perAddress = app.createRateLimit({
    max: 5,
    timeWindow: '1 minute',
    keyGenerator: ({ body }) => String(credentials.safeParse(body).data?.email),
  });
  const perNetwork = app.createRateLimit({ max: 20, timeWindow: '1 minute', ipv6Subnet: 64 });

  routes.post(signInPath, { schema: { body: credentials, hide: true } }, async (request, reply) => {
    await checkLimits(request, perNetwork, perAddress);
    const answer = await services.sessions.signIn(request, request.body);
    return answerCookies(reply, answer).code(204).send();
  });

  routes.post(signOutPath, { schema: { hide: true } }, async (request, reply) => {
    const session = await services.sessions.ofRequest(request.headers);
    const answer = await services.sessions.signOut(request);
    if (session) services.followers.closeSession(session.id);
    return answerCookies(reply, answer).code(204).send();
  });
}
