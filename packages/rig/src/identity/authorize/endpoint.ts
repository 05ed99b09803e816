import { describe, SignInRefused } from '../errors.ts';
import { type Answer, page, redirect, withCookie } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import { formOf } from '../http/exchange.ts';
import { type Identity, traceOf } from '../identity.ts';
import { refusedPage } from '../pages/refused.ts';
import { pageOf } from '../pages/sign-in.ts';
import type { Person } from '../world/directory.ts';
import type { Browser } from './browsers.ts';
import { takeForm } from './forms.ts';
import type { SignInRequest } from './request.ts';
import { type Destination, deliver, ofAdministrator, refusalParameters } from './result.ts';
import { type SignIn, startOf } from './sign-ins.ts';
import { nextStep } from './steps.ts';
import { proveClient, readRequest, responseModeOf } from './validation.ts';

/** GET `/{tenant}/oauth2/v2.0/authorize`: checks the request and begins a sign-in. */
export function authorize(identity: Identity, exchange: Exchange): Answer {
  const parameters = exchange.url.searchParams;
  const client = proveClient(identity, exchange.tenant, parameters);
  let request: SignInRequest;
  try {
    request = readRequest(identity, client, parameters);
  } catch (refused) {
    const state = parameters.get('state') ?? undefined;
    const to = { redirectUri: client.redirectUri, responseMode: responseModeOf(parameters), state };
    return sendRefusal(identity, exchange, to, refused, 302);
  }
  return beginSignIn(identity, exchange, request);
}

/** Starts the pages for a valid request. Silent requests are answered at once, without one. */
export function beginSignIn(identity: Identity, exchange: Exchange, request: SignInRequest): Answer {
  const port = new URL(identity.origin).port;
  const browser = identity.browsers.of(exchange, port) ?? identity.browsers.open();
  const signIn = identity.signIns.begin(startOf(request), browser);
  const answer =
    request.prompt === 'none'
      ? advance(identity, exchange, signIn, browser)
      : redirect(addressOf(signIn), 302);
  return withCookie(answer, identity.browsers.cookie(browser, port));
}

/** GET `/{tenant}/signin?ctx=`: the page that is due, or the way back to the application. */
export function showSignIn(identity: Identity, exchange: Exchange): Answer {
  const { signIn, browser } = find(identity, exchange, exchange.url.searchParams.get('ctx') ?? '');
  return advance(identity, exchange, signIn, browser);
}

/** POST of any page's form, then a redirect to the next page, so that reloading repeats nothing. */
export function answerSignIn(identity: Identity, exchange: Exchange): Answer {
  const form = formOf(exchange);
  const { signIn, browser } = find(identity, exchange, form.get('ctx') ?? '');
  if (form.get('canary') !== browser.canary) throw new SignInRefused(165000);
  try {
    takeForm(identity, signIn, browser, form);
  } catch (refused) {
    signIn.answered = true;
    return sendRefusal(identity, exchange, signIn.request, refused, 303);
  }
  return redirect(addressOf(signIn), 303);
}

function advance(identity: Identity, exchange: Exchange, signIn: SignIn, browser: Browser): Answer {
  const { request } = signIn;
  try {
    const next = nextStep(identity, signIn, browser);
    if (next.step === 'done') {
      signIn.answered = true;
      return deliver(request, success(identity, request, next.person), 302);
    }
    if (next.step === 'refused') {
      const trace = traceOf(identity, exchange);
      return page(refusedPage({ description: describe(next.refused, trace), signIn, browser }));
    }
    return page(pageOf(identity, signIn, browser, next));
  } catch (refused) {
    signIn.answered = true;
    return sendRefusal(identity, exchange, request, refused, 302);
  }
}

function success(identity: Identity, request: SignInRequest, person: Person): Record<string, string> {
  if (request.purpose === 'organisation') {
    const permissions = [
      ...request.scope.permissions,
      ...request.appRoles.map((role) => `mail/${role}` as const),
    ];
    const scope = permissions.map((permission) => identity.scopes.spell(permission)).join(' ');
    return { admin_consent: 'True', tenant: person.tenantId, scope };
  }
  const code = identity.codes.issue({
    personId: person.id,
    clientId: request.registration.clientId,
    redirectUri: request.redirectUri,
    scope: request.scope,
    nonce: request.nonce,
    challenge: request.challenge,
  });
  return { code, session_state: identity.chance.guid() };
}

/** @throws what was caught, if it is no refusal */
function sendRefusal(
  identity: Identity,
  exchange: Exchange,
  to: Destination & { readonly purpose?: SignInRequest['purpose'] },
  refused: unknown,
  status: 302 | 303,
): Answer {
  if (!(refused instanceof SignInRefused)) throw refused;
  const parameters = refusalParameters(refused, traceOf(identity, exchange), identity.origin);
  return deliver(to, to.purpose === 'organisation' ? ofAdministrator(parameters) : parameters, status);
}

/** @throws SignInRefused 165000 for another browser's sign-in, or one that has been answered */
function find(
  identity: Identity,
  exchange: Exchange,
  id: string,
): { readonly signIn: SignIn; readonly browser: Browser } {
  const browser = identity.browsers.of(exchange, new URL(identity.origin).port);
  const signIn = browser === undefined ? undefined : identity.signIns.find(id, browser);
  if (browser === undefined || signIn === undefined || signIn.answered) throw new SignInRefused(165000);
  return { signIn, browser };
}

function addressOf(signIn: SignIn): string {
  return `/${signIn.request.segment}/signin?ctx=${signIn.id}`;
}
