import type { Browser } from '../../authorize/browsers.ts';
import { type Html, html } from '../../http/html.ts';
import { layout } from '../../pages/layout.ts';
import type { AccessBlocked } from '../refusals.ts';
import { inWords, isIdentityScope } from '../scopes.ts';
import type { GooglePerson } from '../world/people.ts';
import type { GoogleSignIn } from './sign-ins.ts';
import type { GoogleStep } from './steps.ts';

/**
 * The pages of a sign-in; names as on those of the Microsoft face, so that the same walker and the same browser tests
 * find their way. By the value of `main[data-page]`:
 *
 * - `account`: one `button[name=account]` a person, the last one `#other-account`
 * - `username`: `input#loginfmt`, `button#next`
 * - `password`: `input#passwd`, `button#signin`
 * - `unverified`: `button#continue[name=unverified][value=continue]`, `button#safety[name=consent][value=cancel]`
 * - `consent`: an `input[name=scope][type=checkbox]` for every scope that can be unticked, `button#accept`, `button#cancel`
 * - `blocked`: `Error 400: redirect_uri_mismatch` and its kin in `#description`
 */
export function pageOf(
  signIn: GoogleSignIn,
  browser: Browser,
  next: Exclude<GoogleStep, { readonly step: 'done' | 'interaction-required' }>,
): Html {
  switch (next.step) {
    case 'account':
      return accountPage(signIn, browser, next.people);
    case 'username':
      return userNamePage(signIn, browser);
    case 'password':
      return passwordPage(signIn, browser, next.person);
    case 'unverified':
      return unverifiedPage(signIn, browser, next.person);
    case 'consent':
      return consentPage(signIn, browser, next.person);
  }
}

export function blockedPage({ error, status, message }: AccessBlocked): Html {
  return framed(
    'blocked',
    'Access blocked',
    html`<p>${message}</p>
<p class="detail" id="description" role="alert">Error ${String(status)}: ${error}</p>`,
  );
}

function framed(name: string, title: string, content: Html): Html {
  return layout(name, title, content, 'Google');
}

function form(signIn: GoogleSignIn, browser: Browser, step: string, content: Html): Html {
  return html`<form method="post" action="/signin">
<input type="hidden" name="ctx" value="${signIn.id}">
<input type="hidden" name="canary" value="${browser.canary}">
<input type="hidden" name="step" value="${step}">
${content}
</form>`;
}

function accountPage(signIn: GoogleSignIn, browser: Browser, people: readonly GooglePerson[]): Html {
  const choices = people.map(
    ({ id, name, email }) => html`<li><button class="person" type="submit" name="account" value="${id}">
<span class="initial" aria-hidden="true">${[...name][0] ?? '?'}</span>
<span><strong>${name}</strong><small>${email}</small></span></button></li>
`,
  );
  const list = html`<ul class="people">
${choices}<li><button class="person" type="submit" id="other-account" name="account" value="other">
<span class="initial" aria-hidden="true">+</span><span><strong>Use another account</strong></span></button></li>
</ul>`;
  return framed(
    'account',
    'Choose an account',
    html`${goal(signIn)}${form(signIn, browser, 'account', list)}`,
  );
}

function userNamePage(signIn: GoogleSignIn, browser: Browser): Html {
  const field = html`${notice(signIn)}
<label for="loginfmt">Email</label>
<input id="loginfmt" name="loginfmt" type="email" value="${signIn.name}" autocomplete="username" required autofocus>
<div class="actions"><button class="primary" type="submit" id="next">Next</button></div>`;
  return framed('username', 'Sign in', html`${goal(signIn)}${form(signIn, browser, 'username', field)}`);
}

function passwordPage(signIn: GoogleSignIn, browser: Browser, { name, email }: GooglePerson): Html {
  const field = html`<input type="text" name="loginfmt" value="${email}" autocomplete="username" readonly hidden>
${notice(signIn)}
<label for="passwd">Enter your password</label>
<input id="passwd" name="passwd" type="password" autocomplete="current-password" required autofocus>
<div class="actions"><button class="primary" type="submit" id="signin">Next</button></div>`;
  const other = html`<button class="text" type="submit" id="other-account" name="account" value="other">Use another account</button>`;
  return framed(
    'password',
    `Hi ${name}`,
    html`<p class="soft">${email}</p>
${form(signIn, browser, 'password', field)}
${form(signIn, browser, 'password', other)}`,
  );
}

function unverifiedPage(signIn: GoogleSignIn, browser: Browser, { email }: GooglePerson): Html {
  const { name, publishing } = signIn.request.client;
  const buttons = html`<div class="actions"><button class="text" type="submit" id="continue" name="unverified" value="continue">Continue to ${name} (unsafe)</button>
<button class="primary" type="submit" id="safety" name="consent" value="cancel">Back to safety</button></div>`;
  const why =
    publishing === 'testing'
      ? 'You were given access to an app that is being tested. Continue only if you know who invited you.'
      : 'The app asks for sensitive information of your account. Until it is verified, you should not use it.';
  return framed(
    'unverified',
    'This app has not been verified',
    html`<p class="soft">${email}</p>
<p>${why}</p>
${form(signIn, browser, 'unverified', buttons)}`,
  );
}

function consentPage(signIn: GoogleSignIn, browser: Browser, { email }: GooglePerson): Html {
  const { client, scopes } = signIn.request;
  const boxes = scopes
    .filter((scope) => !isIdentityScope(scope))
    .map(
      (
        scope,
      ) => html`<label class="choice"><input type="checkbox" name="scope" value="${scope}" checked> ${inWords(scope)}</label>
`,
    );
  const content = html`${boxes}<div class="actions"><button class="secondary" type="submit" id="cancel" name="consent" value="cancel">Cancel</button>
<button class="primary" type="submit" id="accept" name="consent" value="accept">Continue</button></div>`;
  return framed(
    'consent',
    `${client.name} wants access to your account`,
    html`<p class="soft">${email}</p>
<p>Select what ${client.name} can access:</p>
${form(signIn, browser, 'consent', content)}`,
  );
}

function goal(signIn: GoogleSignIn): Html {
  return html`<p class="soft">to continue to ${signIn.request.client.name}</p>
`;
}

function notice({ notice: text }: GoogleSignIn): Html | undefined {
  return text === undefined ? undefined : html`<p class="alert" role="alert" id="notice">${text}</p>`;
}
