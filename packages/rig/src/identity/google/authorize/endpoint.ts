import type { Browser } from '../../authorize/browsers.ts';
import { type Answer, page, redirect, withCookie } from '../../http/answer.ts';
import { type Exchange, formOf } from '../../http/exchange.ts';
import type { Google } from '../google.ts';
import { AccessBlocked } from '../refusals.ts';
import { isIdentityScope } from '../scopes.ts';
import type { GooglePerson } from '../world/people.ts';
import { pageOf } from './pages.ts';
import { type GoogleRequest, readRequest } from './request.ts';
import { type GoogleSignIn, startOf } from './sign-ins.ts';
import { nextStep } from './steps.ts';

/** GET `/o/oauth2/v2/auth`. @throws AccessBlocked */
export function authorize(google: Google, exchange: Exchange): Answer {
  const request = readRequest(google, exchange.url.searchParams);
  const port = new URL(google.origin).port;
  const browser = google.browsers.of(exchange, port) ?? google.browsers.open();
  const signIn = google.signIns.begin(startOf(request), browser);
  const answer = request.prompts.has('none')
    ? advance(google, signIn, browser)
    : redirect(addressOf(signIn), 302);
  return withCookie(answer, google.browsers.cookie(browser, port));
}

/** GET `/signin?ctx=`: the page that is due, or the way back to the application. @throws AccessBlocked */
export function showSignIn(google: Google, exchange: Exchange): Answer {
  const { signIn, browser } = find(google, exchange, exchange.url.searchParams.get('ctx') ?? '');
  return advance(google, signIn, browser);
}

/** POST of any page's form, then a redirect to the next page. @throws AccessBlocked */
export function answerSignIn(google: Google, exchange: Exchange): Answer {
  const form = formOf(exchange);
  const { signIn, browser } = find(google, exchange, form.get('ctx') ?? '');
  if (form.get('canary') !== browser.canary) throw foreign();
  signIn.notice = undefined;
  if (form.get('consent') === 'cancel') {
    signIn.answered = true;
    return send(signIn.request, { error: 'access_denied' }, 303);
  }
  takeForm(google, signIn, browser, form);
  return redirect(addressOf(signIn), 303);
}

function takeForm(google: Google, signIn: GoogleSignIn, browser: Browser, form: URLSearchParams): void {
  const step = form.get('step');
  if (form.get('account') === 'other') {
    Object.assign(signIn, { another: true, name: '', typed: undefined, person: undefined });
  } else if (step === 'account') {
    const chosen = browser.people.find((id) => id === form.get('account'));
    signIn.person = chosen === undefined ? undefined : google.people.get(chosen);
  } else if (step === 'username') {
    signIn.name = form.get('loginfmt') ?? '';
    signIn.typed = google.people.byAddress(signIn.name);
    if (signIn.typed === undefined) signIn.notice = 'Could not find your account.';
  } else if (step === 'password') {
    takePassword(google, signIn, browser, form);
  } else if (step === 'unverified') {
    signIn.warned = form.get('unverified') === 'continue';
  } else if (step === 'consent' && form.get('consent') === 'accept') {
    takeConsent(google, signIn, browser, form.getAll('scope'));
  }
}

function takePassword(google: Google, signIn: GoogleSignIn, browser: Browser, form: URLSearchParams): void {
  const person = google.people.byAddress(form.get('loginfmt') ?? '');
  if (person === undefined) return;
  signIn.typed = person;
  if (form.get('passwd') !== person.password) {
    signIn.notice = 'Wrong password. Try again.';
    return;
  }
  google.browsers.remember(browser, person.id);
  google.tokens.requireReauthentication(person.id, false);
  signIn.person = person;
}

/** Only where the consent page is due: a form made by hand must not pass by the warning. */
function takeConsent(
  google: Google,
  signIn: GoogleSignIn,
  browser: Browser,
  ticked: readonly string[],
): void {
  const next = nextStep(google, signIn, browser);
  if (next.step !== 'consent') return;
  const { client, scopes } = signIn.request;
  const given = scopes.filter((scope) => isIdentityScope(scope) || ticked.includes(scope));
  google.grants.decide(next.person, client, scopes, given);
  signIn.agreed = true;
}

function advance(google: Google, signIn: GoogleSignIn, browser: Browser): Answer {
  const next = nextStep(google, signIn, browser);
  if (next.step === 'done') {
    signIn.answered = true;
    return send(signIn.request, success(google, signIn, next.person), 302);
  }
  if (next.step === 'interaction-required') {
    signIn.answered = true;
    return send(signIn.request, { error: 'interaction_required', error_subtype: 'access_denied' }, 302);
  }
  return page(pageOf(signIn, browser, next));
}

/** A refresh token comes only offline, and only when the person was asked: the first time, or with `prompt=consent`. */
function success(google: Google, signIn: GoogleSignIn, person: GooglePerson): Record<string, string> {
  const { client, redirectUri, scopes: asked, offline, nonce, challenge } = signIn.request;
  const granted = google.grants.granted(person, client);
  const scopes = asked.filter((scope) => granted.has(scope));
  const code = google.codes.issue({
    personId: person.id,
    clientId: client.clientId,
    redirectUri,
    scopes,
    refreshable: offline && signIn.agreed,
    nonce,
    challenge,
  });
  return {
    code,
    scope: scopes.join(' '),
    authuser: '0',
    ...(person.organisation === undefined ? {} : { hd: person.organisation }),
    prompt: signIn.agreed ? 'consent' : 'none',
  };
}

function send(
  { redirectUri, state }: GoogleRequest,
  answer: Readonly<Record<string, string>>,
  status: 302 | 303,
): Answer {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
  if (state !== undefined) target.searchParams.set('state', state);
  return redirect(target.href, status);
}

function find(google: Google, exchange: Exchange, id: string): { signIn: GoogleSignIn; browser: Browser } {
  const browser = google.browsers.of(exchange, new URL(google.origin).port);
  const signIn = browser === undefined ? undefined : google.signIns.find(id, browser);
  if (browser === undefined || signIn === undefined || signIn.answered) throw foreign();
  return { signIn, browser };
}

function foreign(): AccessBlocked {
  return new AccessBlocked('invalid_request', 'This page does not belong to a sign-in in this browser.');
}

function addressOf({ id }: GoogleSignIn): string {
  return `/signin?ctx=${id}`;
}
