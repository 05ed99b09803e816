import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, redirect } from '../http/answer.ts';
import { type Exchange, readBody } from '../http/exchange.ts';
import { fail, plain, write } from '../http/respond.ts';
import { blockedAt, showBlocked } from './authorize/blocked.ts';
import { answerSignIn, authorize, showSignIn } from './authorize/endpoint.ts';
import { discovery, keys } from './discovery.ts';
import type { Google } from './google.ts';
import { AccessBlocked } from './refusals.ts';
import { sendAs, userInfo } from './resources.ts';
import { token } from './token/endpoint.ts';
import { revoke } from './token/revoke.ts';

type Endpoint = (google: Google, exchange: Exchange) => Answer | 'cut' | Promise<Answer | 'cut'>;

const routes: Readonly<Record<string, Readonly<Record<string, Endpoint>>>> = {
  '/.well-known/openid-configuration': { GET: discovery },
  '/oauth2/v3/certs': { GET: keys },
  '/o/oauth2/v2/auth': { GET: authorize },
  '/signin/oauth/error': { GET: showBlocked },
  '/signin': { GET: showSignIn, POST: answerSignIn },
  '/token': { POST: token },
  '/revoke': { POST: revoke },
  '/v1/userinfo': { GET: userInfo },
  '/gmail/v1/users/me/settings/sendAs': { GET: sendAs },
};

/** Answers one request; whatever goes wrong, the request ends. */
export function serve(google: Google, request: IncomingMessage, response: ServerResponse): void {
  respond(google, request).then(
    (answer) => (answer === 'cut' ? response.destroy() : write(response, answer, google.now())),
    (cause: unknown) => fail(response, cause, google.now()),
  );
}

async function respond(google: Google, request: IncomingMessage): Promise<Answer | 'cut'> {
  const outage = google.outage.answer();
  if (outage !== undefined) return outage;
  const address = `${google.origin}${request.url ?? '/'}`;
  if (!URL.canParse(address)) return plain(400, 'The address is not one.');
  const url = new URL(address);
  const methods = Object.hasOwn(routes, url.pathname) ? routes[url.pathname] : undefined;
  if (methods === undefined) return plain(404, 'There is nothing at this address.');
  const method = request.method ?? 'GET';
  const endpoint = methods[method];
  if (endpoint === undefined) {
    return plain(405, 'Not by this method.', { allow: Object.keys(methods).join(', ') });
  }
  const body = await readBody(request);
  if (body === undefined) return plain(413, 'The request body is too large.', { connection: 'close' });
  try {
    return await endpoint(google, { method, url, tenant: '', headers: request.headers, body });
  } catch (blocked) {
    if (!(blocked instanceof AccessBlocked)) throw blocked;
    return redirect(blockedAt(blocked, url.searchParams.get('client_id')), method === 'GET' ? 302 : 303);
  }
}
