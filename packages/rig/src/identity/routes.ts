import type { IncomingMessage, ServerResponse } from 'node:http';
import { adminConsent } from './authorize/admin-consent.ts';
import { answerSignIn, authorize, showSignIn } from './authorize/endpoint.ts';
import { discovery, keys } from './discovery.ts';
import { describe, explanation, SignInRefused } from './errors.ts';
import { type Answer, page } from './http/answer.ts';
import { type Exchange, readBody } from './http/exchange.ts';
import { fail, plain, write } from './http/respond.ts';
import { type Identity, traceOf } from './identity.ts';
import { introspect } from './introspection.ts';
import { logout } from './logout.ts';
import { explainerPage, permittedAppsPage } from './pages/plain.ts';
import { refusedPage } from './pages/refused.ts';
import { token } from './token/endpoint.ts';

type Endpoint = (identity: Identity, exchange: Exchange) => Answer | 'cut' | Promise<Answer | 'cut'>;

/** `{tenant}` stands for the first segment. A path with another method than those listed is 405. */
const routes: readonly { readonly path: string; readonly methods: Readonly<Record<string, Endpoint>> }[] = [
  { path: '/{tenant}/v2.0/.well-known/openid-configuration', methods: { GET: discovery } },
  { path: '/{tenant}/discovery/v2.0/keys', methods: { GET: keys } },
  { path: '/{tenant}/oauth2/v2.0/authorize', methods: { GET: authorize } },
  { path: '/{tenant}/signin', methods: { GET: showSignIn, POST: answerSignIn } },
  { path: '/{tenant}/oauth2/v2.0/token', methods: { GET: token, POST: token } },
  { path: '/{tenant}/oauth2/v2.0/logout', methods: { GET: logout, POST: logout } },
  { path: '/{tenant}/v2.0/adminconsent', methods: { GET: adminConsent } },
  { path: '/introspect', methods: { POST: introspect } },
  { path: '/error', methods: { GET: explain } },
  { path: '/permitted-apps', methods: { GET: () => page(permittedAppsPage()) } },
];

/** Answers one request; whatever goes wrong, the request ends. */
export function serve(identity: Identity, request: IncomingMessage, response: ServerResponse): void {
  respond(identity, request).then(
    (answer) => (answer === 'cut' ? response.destroy() : write(response, answer, identity.now())),
    (cause: unknown) => fail(response, cause, identity.now()),
  );
}

async function respond(identity: Identity, request: IncomingMessage): Promise<Answer | 'cut'> {
  const outage = identity.outage.answer();
  if (outage !== undefined) return outage;
  const address = `${identity.origin}${request.url ?? '/'}`;
  if (!URL.canParse(address)) return plain(400, 'The address is not one.');
  const url = new URL(address);
  const [, tenant = '', ...rest] = url.pathname.split('/');
  const pattern = ['', '{tenant}', ...rest].join('/');
  const route = routes.find(({ path }) => path === url.pathname || path === pattern);
  if (route === undefined) return plain(404, 'There is nothing at this address.');
  const method = request.method ?? 'GET';
  const endpoint = route.methods[method];
  const allow = Object.keys(route.methods).join(', ');
  if (endpoint === undefined) return plain(405, 'Not by this method.', { allow });
  const body = await readBody(request);
  if (body === undefined) return plain(413, 'The request body is too large.', { connection: 'close' });
  return answerOf(identity, { method, url, tenant, headers: request.headers, body }, endpoint);
}

/** A refusal that no endpoint sent to the application is shown to the person. */
async function answerOf(identity: Identity, exchange: Exchange, endpoint: Endpoint): Promise<Answer | 'cut'> {
  try {
    return await endpoint(identity, exchange);
  } catch (refused) {
    if (!(refused instanceof SignInRefused)) throw refused;
    return page(refusedPage({ description: describe(refused, traceOf(identity, exchange)) }), 400);
  }
}

function explain(_: Identity, exchange: Exchange): Answer {
  const code = exchange.url.searchParams.get('code') ?? '';
  return page(explainerPage(code, explanation(code)));
}
