import { SignInRefused } from '../errors.ts';
import type { Identity } from '../identity.ts';
import type { Permission } from '../scopes.ts';
import { isPersonal, type Person } from '../world/directory.ts';
import { admit, isOfAdmittedKind } from './admission.ts';
import type { Browser } from './browsers.ts';
import type { SignInRequest } from './request.ts';
import type { SignIn } from './sign-ins.ts';

/** What comes next in a sign-in: a page, or the end of it. */
export type Step =
  | { readonly step: 'account'; readonly people: readonly Person[] }
  | { readonly step: 'username' }
  | { readonly step: 'password'; readonly person: Person }
  | { readonly step: 'consent'; readonly person: Person; readonly permissions: readonly Permission[] }
  /** The permissions are those reserved to an administrator. */
  | { readonly step: 'admin-approval'; readonly person: Person; readonly permissions: readonly Permission[] }
  | { readonly step: 'refused'; readonly refused: SignInRefused }
  | { readonly step: 'done'; readonly person: Person };

/**
 * Decides the next step from what is known; it is asked again after every form.
 * @throws SignInRefused when a silent sign-in (`prompt=none`) would need a page: sent to the application
 */
export function nextStep(identity: Identity, signIn: SignIn, browser: Browser): Step {
  const { request } = signIn;
  if (signIn.refusal !== undefined) return { step: 'refused', refused: signIn.refusal };
  if (signIn.person !== undefined) return afterSignIn(identity, signIn, signIn.person);
  if (signIn.typed !== undefined) return { step: 'password', person: signIn.typed };

  const signedIn = signedInHere(identity, request, browser);
  if (request.prompt === 'none') return silently(identity, signIn, signedIn);
  if (signIn.another) return { step: 'username' };

  const hinted =
    request.loginHint === undefined ? undefined : identity.directory.whoSignsInAs(request.loginHint);
  if (request.prompt === 'select_account' && signedIn.length > 0)
    return { step: 'account', people: signedIn };
  if (request.prompt !== 'login' && request.prompt !== 'select_account') {
    const candidates = hinted === undefined ? signedIn : signedIn.filter(({ id }) => id === hinted.id);
    const [only, ...others] = candidates;
    if (others.length > 0) return { step: 'account', people: candidates };
    if (only !== undefined) return choose(identity, signIn, only);
  }
  return hinted !== undefined && isOfAdmittedKind(request, hinted)
    ? { step: 'password', person: hinted }
    : { step: 'username' };
}

/** A signed-in person goes on without a password, unless a policy wants to see them again. */
export function choose(identity: Identity, signIn: SignIn, person: Person): Step {
  if (identity.policies.applyTo(person)) return { step: 'password', person };
  signIn.person = person;
  return afterSignIn(identity, signIn, person);
}

function silently(identity: Identity, signIn: SignIn, signedIn: readonly Person[]): Step {
  const hint = signIn.request.loginHint;
  const hinted = hint === undefined ? undefined : identity.directory.whoSignsInAs(hint);
  const candidates = hint === undefined ? signedIn : signedIn.filter(({ id }) => id === hinted?.id);
  const [person, ...others] = candidates;
  if (person === undefined) throw new SignInRefused(50058);
  if (others.length > 0) throw new SignInRefused(16000);
  identity.policies.withoutInteraction(person);
  admit(signIn.request, person);
  if (
    identity.consents.missing(person, signIn.request.registration, signIn.request.scope.permissions).length >
    0
  ) {
    throw new SignInRefused(65001, { client: signIn.request.registration.clientId }, 'consent_required');
  }
  return { step: 'done', person };
}

function afterSignIn(identity: Identity, signIn: SignIn, person: Person): Step {
  const { request } = signIn;
  try {
    admit(request, person);
  } catch (refused) {
    if (refused instanceof SignInRefused) return { step: 'refused', refused };
    throw refused;
  }
  if (signIn.agreed) return { step: 'done', person };
  return request.purpose === 'organisation'
    ? consentOfAdministrator(identity, request, person)
    : consentOfPerson(identity, request, person);
}

function consentOfPerson(identity: Identity, request: SignInRequest, person: Person): Step {
  const asked = request.scope.permissions;
  const missing = identity.consents.missing(person, request.registration, asked);
  const reserved = identity.consents.beyond(person, missing);
  if (reserved.length > 0) return { step: 'admin-approval', person, permissions: reserved };
  return missing.length > 0 || request.prompt === 'consent'
    ? { step: 'consent', person, permissions: asked }
    : { step: 'done', person };
}

function consentOfAdministrator(identity: Identity, request: SignInRequest, person: Person): Step {
  if (person.administrator) return { step: 'consent', person, permissions: request.scope.permissions };
  const tenant = identity.directory.tenantOf(person.tenantId).name;
  return {
    step: 'refused',
    refused: new SignInRefused(90094, { tenant, client: request.registration.clientId }),
  };
}

/** People signed in with this browser whom endpoint, application and `domain_hint` let in. */
function signedInHere(identity: Identity, request: SignInRequest, browser: Browser): readonly Person[] {
  return browser.people
    .flatMap((id) => identity.directory.person(id) ?? [])
    .filter((person) => isOfAdmittedKind(request, person) && fitsDomainHint(identity, request, person));
}

/** `consumers`, `organizations` or a domain: from which home the person comes. */
function fitsDomainHint(identity: Identity, request: SignInRequest, person: Person): boolean {
  const hint = request.domainHint?.toLowerCase();
  if (hint === undefined) return true;
  if (hint === 'consumers') return isPersonal(person);
  if (hint === 'organizations') return !isPersonal(person);
  return identity.directory.tenantOf(person.tenantId).domains.includes(hint);
}
