/** GET /oauth2/callback: where the provider's sign-in page sends the browser back to (RFC 6749 4.1.2). */
import { asFailure } from '@mailroom/model';
import { oauthCallbackPath, openIdCallbackPath } from '@mailroom/model/api/index';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { inBrowser, signedIn } from '../access/signed-in.ts';
import { arriveSignedIn, isSignInReturn } from '../auth/identity/arrive.ts';
import type { SignedIn } from '../http/handler.ts';
import type { Services } from '../services.ts';
import { consentAnswered } from './consent-answer.ts';
import { finishLink } from './finish-link.ts';
import { Returns } from './returns.ts';

/**
 * The screen that tells a failure: its kind, the provider's own code, and the two addresses of a permission that lacks; nothing else
 * that the callback carried.
 */
function failureLocation(thrown: unknown): string {
  const { kind, code, detail } = asFailure(thrown);
  // Used before, by a reload that this process no longer remembers: the account it made is on the list.
  if (kind === 'link-already-used') return '/accounts';
  const told = new URLSearchParams({ failure: kind });
  if (code) told.set('code', code);
  for (const name of ['mailbox', 'delegate']) {
    const address = detail[name];
    if (address) told.set(name, address);
  }
  return `/accounts?${told}`;
}

/** The query as it came: what is checked and what is sent on must be the same. */
function callbackParameters(request: FastifyRequest): URLSearchParams {
  return new URL(request.url, 'http://localhost').searchParams;
}

async function arrive(
  services: Services,
  caller: SignedIn,
  parameters: URLSearchParams,
  request: FastifyRequest,
): Promise<string> {
  try {
    const account = await finishLink(services, caller, parameters);
    services.wake.start(account.id);
    return account.state === 'choosing' ? `/accounts/${account.id}/start` : '/accounts';
  } catch (thrown) {
    const failure = asFailure(thrown);
    const { kind, code, detail } = failure;
    const cause = kind === 'unexpected' ? { err: failure.cause } : {};
    request.log.warn({ kind, code, detail, ...cause }, 'linking an account failed');
    return failureLocation(failure);
  }
}

/**
 * Only GET: a HEAD, which link checkers send, would redeem the code as well.
 *
 * Always answers with a redirection (303), so that the address with the code leaves the browser's history and no reload of the
 * screen behind it repeats the callback.
 */
export function callbackRoute(app: FastifyInstance, services: Services): void {
  const returns = new Returns();
  app.get(
    oauthCallbackPath,
    { schema: { hide: true }, exposeHeadRoute: false },
    async (request: FastifyRequest, reply: FastifyReply) => {
      const parameters = callbackParameters(request);
      if (isSignInReturn(parameters)) {
        const screen = await arriveSignedIn(services, oauthCallbackPath, parameters, request, reply);
        return reply.redirect(screen, 303);
      }
      const consent = await consentAnswered(services, parameters);
      if (consent !== null) return reply.redirect(consent, 303);
      const caller = await signedIn(services, inBrowser, request, reply).catch((thrown: unknown) => thrown);
      if (!isSignedIn(caller)) return reply.redirect(failureLocation(caller), 303);
      const key = JSON.stringify([caller.sessionId, parameters.get('state')]);
      const location = await returns.once(key, () => arrive(services, caller, parameters, request));
      return reply.redirect(location, 303);
    },
  );
}

/** The same for the operator's own OpenID provider, which links no mailboxes: a path of its own keeps its answers from the others'. */
export function openIdCallbackRoute(app: FastifyInstance, services: Services): void {
  app.get(openIdCallbackPath, { schema: { hide: true }, exposeHeadRoute: false }, async (request, reply) => {
    const parameters = callbackParameters(request);
    return reply.redirect(
      await arriveSignedIn(services, openIdCallbackPath, parameters, request, reply),
      303,
    );
  });
}

function isSignedIn(value: unknown): value is SignedIn {
  return typeof value === 'object' && value !== null && 'sessionId' in value;
}
