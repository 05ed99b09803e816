import type { Browser } from '../../authorize/browsers.ts';
import type { Google } from '../google.ts';
import { isIdentityScope } from '../scopes.ts';
import type { GooglePerson } from '../world/people.ts';
import { admit } from './admission.ts';
import type { GoogleRequest } from './request.ts';
import type { GoogleSignIn } from './sign-ins.ts';

/** What comes next in a sign-in: a page, or the end of it. */
export type GoogleStep =
  | { readonly step: 'account'; readonly people: readonly GooglePerson[] }
  | { readonly step: 'username' }
  | { readonly step: 'password'; readonly person: GooglePerson }
  | { readonly step: 'unverified'; readonly person: GooglePerson }
  | { readonly step: 'consent'; readonly person: GooglePerson }
  | { readonly step: 'done'; readonly person: GooglePerson }
  /** `prompt=none`, and a page would be needed. */
  | { readonly step: 'interaction-required' };

/** Decides from what is known; asked again after every form. @throws AccessBlocked */
export function nextStep(google: Google, signIn: GoogleSignIn, browser: Browser): GoogleStep {
  const { request } = signIn;
  const silent = request.prompts.has('none');
  const next = signIn.person === undefined ? beforeSignIn(google, signIn, browser) : undefined;
  if (next?.step === 'done') signIn.person = next.person;
  else if (next !== undefined) return silent ? { step: 'interaction-required' } : next;
  const { person } = signIn;
  if (person === undefined) return { step: 'username' };
  admit(google, request, person);
  const asks = asksForConsent(google, signIn, person);
  if (!asks) return { step: 'done', person };
  if (silent) return { step: 'interaction-required' };
  if (warns(request) && !signIn.warned) return { step: 'unverified', person };
  return { step: 'consent', person };
}

/** Somebody signed in goes on by a hint, or is offered with the others: Google asks whose account it shall be. */
function beforeSignIn(google: Google, signIn: GoogleSignIn, browser: Browser): GoogleStep {
  if (signIn.typed !== undefined) return { step: 'password', person: signIn.typed };
  if (signIn.another) return { step: 'username' };
  const { loginHint, prompts } = signIn.request;
  const signedIn = browser.people.flatMap((id) => google.people.get(id) ?? []);
  const hinted = loginHint === undefined ? undefined : google.people.byAddress(loginHint);
  const known = signedIn.find(({ id }) => id === hinted?.id);
  const [only, ...others] = signedIn;
  if (!prompts.has('select_account')) {
    if (known !== undefined) return { step: 'done', person: known };
    if (hinted !== undefined) return { step: 'password', person: hinted };
    if (prompts.has('none') && only !== undefined && others.length === 0) {
      return { step: 'done', person: only };
    }
  }
  return signedIn.length > 0 ? { step: 'account', people: signedIn } : { step: 'username' };
}

function asksForConsent(google: Google, signIn: GoogleSignIn, person: GooglePerson): boolean {
  if (signIn.agreed) return false;
  const { client, scopes, prompts } = signIn.request;
  const granted = google.grants.granted(person, client);
  return prompts.has('consent') || scopes.some((scope) => !granted.has(scope));
}

/** Mail is a restricted scope: until Google has verified an external application, it warns of it. */
function warns({ client, scopes }: GoogleRequest): boolean {
  return client.audience === 'external' && !client.verified && !scopes.every(isIdentityScope);
}
