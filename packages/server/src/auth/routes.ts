/**
 * POST /api/auth/sign-in/email and POST /api/auth/sign-out. better-auth's answers are not passed on, for they repeat the session token in
 * their body, where a script could read it; the cookie is. Somebody with a second factor gets the cookie of a half sign-in, and the
 * contract's routes complete it.
 */
import { passwordMaxLength } from '@mailroom/model';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { networkOf } from '../access/network-of.ts';
import { checkLimits } from '../http/limits.ts';
import type { Services } from '../services.ts';
import { signInPath, signOutPath } from './auth.ts';
import { begunSession } from './begun-session.ts';
import { answerCookies } from './cookies.ts';
import { requirePasswordAllowed } from './sign-in-policy.ts';
import { recordRefusal, recordSignIn } from './sign-in-record.ts';

const credentials = z.object({
  email: z.string().trim().toLowerCase().max(320),
  password: z.string().max(passwordMaxLength),
});

export function authRoutes(app: FastifyInstance, services: Services): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const told = (body: unknown) => credentials.safeParse(body).data?.email ?? '';
  // Guessing is slowed for one address from everywhere, and for one network over all addresses.
  const perAddress = app.createRateLimit({
    max: 5,
    timeWindow: '1 minute',
    keyGenerator: ({ body }) => told(body),
  });
  const perNetwork = app.createRateLimit({ max: 20, timeWindow: '1 minute', ipv6Subnet: 64 });
  const knownBrowserOf = ({ headers, body }: FastifyRequest) =>
    services.knownBrowsers.idOf(headers.cookie ?? '', told(body));
  // Who guesses elsewhere cannot keep out whoever has signed in here before.
  const perKnownBrowser = app.createRateLimit({
    max: 5,
    timeWindow: '1 minute',
    keyGenerator: (request) => String(knownBrowserOf(request)),
  });

  routes.post(signInPath, { schema: { body: credentials, hide: true } }, async (request, reply) => {
    const limits = knownBrowserOf(request) === null ? [perNetwork, perAddress] : [perKnownBrowser];
    await checkLimits(request, ...limits);
    const { email } = request.body;
    const { answer, pending, person } = await services.sessions
      .signIn(request, request.body)
      .catch(async (thrown) => {
        await recordRefusal(services, request, 'signin.failed', { address: email });
        throw thrown;
      });
    const policy = await services.signInPolicy();
    try {
      requirePasswordAllowed(policy, person);
    } catch (thrown) {
      // Its cookie was told to nobody yet.
      const session = await begunSession(services.sessions, answer);
      if (session) await services.sessionList.end(person.id, session.id);
      throw thrown;
    }
    await recordSignIn(services, request, answer, 'password');
    answerCookies(reply, answer).header('set-cookie', services.knownBrowsers.remember(email));
    return pending ? reply.send({ secondFactor: true }) : reply.code(204).send();
  });

  routes.post(signOutPath, { schema: { hide: true } }, async (request, reply) => {
    const session = await services.sessions.ofRequest(request.headers);
    const answer = await services.sessions.signOut(request);
    if (session) {
      services.followers.closeProvenBy(session.id);
      const origin = { sessionId: session.id, keyId: null, network: networkOf(request.ip) };
      await services.store.audit.record({ actor: session.person.id, action: 'signin.ended', origin });
    }
    return answerCookies(reply, answer).code(204).send();
  });
}
