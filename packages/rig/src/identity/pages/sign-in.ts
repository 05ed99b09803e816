import type { Browser } from '../authorize/browsers.ts';
import type { SignIn } from '../authorize/sign-ins.ts';
import type { Step } from '../authorize/steps.ts';
import { type Html, html } from '../http/html.ts';
import type { Identity } from '../identity.ts';
import { inWords, isOidc, type Permission } from '../scopes.ts';
import type { Person } from '../world/directory.ts';
import { signInForm } from './form.ts';
import { layout } from './layout.ts';

/**
 * The pages of a sign-in. Names that tests and walkers rely on, by the value of `main[data-page]`:
 *
 * - `account`: one `button[name=account]` a person (value: their identifier), the last one `#other-account` (`other`)
 * - `username`: `input#loginfmt[name=loginfmt]`, `button#next`
 * - `password`: `input#passwd[name=passwd]`, `button#signin`, the name in a hidden `input[name=loginfmt]`; `button#other-account[name=account][value=other]`
 * - `consent`: `button#accept` and `button#cancel`, both `name=consent`
 * - `admin-approval`: `button#return[name=return]`, `button#other-account`
 * - `refused` (refused.ts): the AADSTS code in `#description`; inside a sign-in also `button#return`, `button#other-account`
 * - `post-back` (post-back.ts): `button#continue`
 * - `signed-out`, `explanation`, `permitted-apps` (plain.ts): nothing to press
 *
 * Every button is `type=submit`; every form posts `ctx`, `canary` and `step` in hidden inputs; notices have `role=alert`.
 */
export function pageOf(
  identity: Identity,
  signIn: SignIn,
  browser: Browser,
  next: Exclude<Step, { readonly step: 'refused' | 'done' }>,
): Html {
  switch (next.step) {
    case 'account':
      return accountPage(signIn, browser, next.people);
    case 'username':
      return userNamePage(signIn, browser);
    case 'password':
      return passwordPage(signIn, browser, next.person);
    case 'consent':
      return consentPage(identity, signIn, browser, next);
    case 'admin-approval':
      return adminApprovalPage(identity, signIn, browser, next);
  }
}

function accountPage(signIn: SignIn, browser: Browser, people: readonly Person[]): Html {
  const choices = people.map(
    (person) => html`<li><button class="person" type="submit" name="account" value="${person.id}">
<span class="initial" aria-hidden="true">${initial(person)}</span>
<span><strong>${person.name}</strong><small>${person.userPrincipalName}</small></span></button></li>
`,
  );
  const form = html`<ul class="people">
${choices}<li><button class="person" type="submit" id="other-account" name="account" value="other">
<span class="initial" aria-hidden="true">+</span><span><strong>Use another account</strong></span></button></li>
</ul>`;
  return layout(
    'account',
    'Pick an account',
    html`${purpose(signIn)}${signInForm(signIn, browser, 'account', form)}`,
  );
}

function userNamePage(signIn: SignIn, browser: Browser): Html {
  const form = html`${notice(signIn)}
<label for="loginfmt">User name or e-mail address</label>
<input id="loginfmt" name="loginfmt" type="email" value="${signIn.name}" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus${invalid(signIn)}>
<div class="actions"><button class="primary" type="submit" id="next">Next</button></div>`;
  return layout(
    'username',
    'Sign in',
    html`${purpose(signIn)}${signInForm(signIn, browser, 'username', form)}`,
  );
}

function passwordPage(signIn: SignIn, browser: Browser, person: Person): Html {
  const form = html`<input type="text" name="loginfmt" value="${person.userPrincipalName}" autocomplete="username" readonly hidden>
${notice(signIn)}
<label for="passwd">Password</label>
<input id="passwd" name="passwd" type="password" autocomplete="current-password" required autofocus${invalid(signIn)}>
<div class="actions"><button class="primary" type="submit" id="signin">Sign in</button></div>`;
  const other = html`<button class="text" type="submit" id="other-account" name="account" value="other">Use another account</button>`;
  return layout(
    'password',
    'Enter password',
    html`<p class="soft">${person.userPrincipalName}</p>
${signInForm(signIn, browser, 'password', form)}
${signInForm(signIn, browser, 'password', other)}`,
  );
}

function consentPage(
  identity: Identity,
  signIn: SignIn,
  browser: Browser,
  { person, permissions }: Extract<Step, { readonly step: 'consent' }>,
): Html {
  const { registration, purpose: goal, appRoles } = signIn.request;
  const asked = [...permissions, ...appRoles.map((role) => `mail/${role}` as const)];
  const tenant = identity.directory.tenantOf(person.tenantId).name;
  const forAll = goal === 'organisation';
  const form = html`<div class="actions"><button class="secondary" type="submit" id="cancel" name="consent" value="cancel">Cancel</button>
<button class="primary" type="submit" id="accept" name="consent" value="accept">Accept</button></div>`;
  return layout(
    'consent',
    forAll ? `Permissions for ${tenant}` : 'Permissions requested',
    html`<p class="soft">${person.userPrincipalName}</p>
<p><strong>${registration.name}</strong> would like to:</p>
<ul class="permissions">
${permissionList(asked)}</ul>
<p class="soft small">${
      forAll
        ? `You accept for everybody at ${tenant}; nobody there will be asked again.`
        : 'Accept only if you trust the app. You can withdraw these permissions at any time.'
    }</p>
${signInForm(signIn, browser, 'consent', form)}`,
  );
}

function adminApprovalPage(
  identity: Identity,
  signIn: SignIn,
  browser: Browser,
  { person, permissions }: Extract<Step, { readonly step: 'admin-approval' }>,
): Html {
  const { registration } = signIn.request;
  const form = html`<div class="actions"><button class="text" type="submit" id="other-account" name="account" value="other">Use another account</button>
<button class="primary" type="submit" id="return" name="return" value="1">Back to the app</button></div>`;
  return layout(
    'admin-approval',
    'An administrator has to approve',
    html`<p class="soft">${person.userPrincipalName}</p>
<p><strong>${registration.name}</strong> needs permissions that only an administrator of ${identity.directory.tenantOf(person.tenantId).name} can grant. Ask an administrator to approve the app, then try again.</p>
<ul class="permissions">
${permissionList(permissions)}</ul>
<p class="detail" id="description">AADSTS90094: consent by an administrator is required for application ${registration.clientId}.</p>
${signInForm(signIn, browser, 'admin-approval', form)}`,
  );
}

/** What reaches into the mailbox comes first; the explanations open on demand, so that the buttons stay in view. */
function permissionList(permissions: readonly Permission[]): readonly Html[] {
  const ordered = [...permissions.filter((permission) => !isOidc(permission)), ...permissions.filter(isOidc)];
  return ordered.map((permission) => {
    const { title, meaning } = inWords(permission);
    return html`<li><details><summary>${title}</summary><p>${meaning}</p></details></li>
`;
  });
}

function purpose(signIn: SignIn): Html {
  return html`<p class="soft">to continue to ${signIn.request.registration.name}</p>
`;
}

function notice(signIn: SignIn): Html | undefined {
  return signIn.notice === undefined
    ? undefined
    : html`<p class="alert" role="alert" id="notice">${signIn.notice}</p>`;
}

function invalid(signIn: SignIn): Html | undefined {
  return signIn.notice === undefined ? undefined : html` aria-invalid="true" aria-describedby="notice"`;
}

function initial(person: Person): string {
  return [...person.name][0]?.toUpperCase() ?? '?';
}
