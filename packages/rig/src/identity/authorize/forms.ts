import { SignInRefused } from '../errors.ts';
import type { Identity } from '../identity.ts';
import { requireAccountKind } from './admission.ts';
import type { Browser } from './browsers.ts';
import type { SignIn } from './sign-ins.ts';
import { choose, nextStep } from './steps.ts';

/**
 * Takes the form of a page into the sign-in. What does not fit the page (a person who is not signed in here, an unknown
 * step) is ignored: the next page is then the same as before.
 * @throws SignInRefused 65004 or the refusal the person was shown: sent to the application
 */
export function takeForm(identity: Identity, signIn: SignIn, browser: Browser, form: URLSearchParams): void {
  const value = (name: string): string => form.get(name) ?? '';
  signIn.notice = undefined;
  if (value('account') === 'other') useAnotherAccount(signIn);
  else if (form.has('return')) returnToApplication(identity, signIn, browser);
  else if (value('step') === 'account') takeAccount(identity, signIn, browser, value('account'));
  else if (value('step') === 'username') takeName(identity, signIn, value('loginfmt'));
  else if (value('step') === 'password')
    takePassword(identity, signIn, browser, value('loginfmt'), value('passwd'));
  else if (value('step') === 'consent') takeConsent(identity, signIn, browser, value('consent'));
}

function useAnotherAccount(signIn: SignIn): void {
  signIn.another = true;
  signIn.name = '';
  signIn.typed = undefined;
  signIn.person = undefined;
  signIn.refusal = undefined;
}

function returnToApplication(identity: Identity, signIn: SignIn, browser: Browser): void {
  const next = nextStep(identity, signIn, browser);
  if (next.step === 'refused') throw next.refused;
  if (next.step !== 'admin-approval') return;
  const tenant = identity.directory.tenantOf(next.person.tenantId).name;
  throw new SignInRefused(90094, { tenant, client: signIn.request.registration.clientId });
}

function takeAccount(identity: Identity, signIn: SignIn, browser: Browser, id: string): void {
  const person = browser.people.includes(id) ? identity.directory.person(id) : undefined;
  if (person === undefined) return;
  const next = choose(identity, signIn, person);
  if (next.step === 'password') signIn.typed = person;
}

function takeName(identity: Identity, signIn: SignIn, name: string): void {
  signIn.name = name.trim();
  const person = identity.directory.whoSignsInAs(name);
  if (person === undefined) {
    signIn.notice =
      signIn.name === '' ? 'Enter your user name.' : new SignInRefused(50034, { user: signIn.name }).message;
    return;
  }
  refusable(signIn, () => requireAccountKind(signIn.request, person));
  signIn.typed = person;
}

/** The form carries the name, so that two windows of one sign-in cannot mix up whose password was typed. */
function takePassword(
  identity: Identity,
  signIn: SignIn,
  browser: Browser,
  name: string,
  password: string,
): void {
  const person = identity.directory.whoSignsInAs(name);
  if (person === undefined) return;
  signIn.typed = person;
  signIn.name = name;
  if (password !== person.password) {
    signIn.notice = password === '' ? 'Enter your password.' : new SignInRefused(50126).message;
    return;
  }
  refusable(signIn, () => {
    identity.policies.afterInteractiveSignIn(person);
    identity.browsers.remember(browser, person.id);
    signIn.person = person;
  });
}

/** Only where the consent page is due: a form made by hand must not pass by an administrator. */
function takeConsent(identity: Identity, signIn: SignIn, browser: Browser, decision: string): void {
  const next = nextStep(identity, signIn, browser);
  if (next.step !== 'consent') return;
  if (decision === 'cancel') throw new SignInRefused(65004);
  if (decision !== 'accept') return;
  const { purpose, registration, appRoles } = signIn.request;
  const tenant = identity.directory.tenantOf(next.person.tenantId);
  identity.consents.give(purpose === 'organisation' ? tenant : next.person, registration, next.permissions);
  if (purpose === 'organisation') identity.consents.giveAppRoles(tenant, registration, appRoles);
  signIn.agreed = true;
}

function refusable(signIn: SignIn, act: () => void): void {
  try {
    act();
  } catch (refused) {
    if (!(refused instanceof SignInRefused)) throw refused;
    signIn.refusal = refused;
  }
}
