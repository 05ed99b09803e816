import type { Browser } from '../authorize/browsers.ts';
import type { SignIn } from '../authorize/sign-ins.ts';
import { type Html, html } from '../http/html.ts';
import { signInForm } from './form.ts';
import { layout } from './layout.ts';

/**
 * A refusal told to the person. Where the application is not proven there is no way back to it: sending anybody to an
 * unproven redirect URI would make this server an open redirector. Inside a sign-in there is a button, which Microsoft's
 * page does not have; it lets the application learn of the refusal.
 */
export function refusedPage(shown: {
  readonly description: string;
  readonly signIn?: SignIn;
  readonly browser?: Browser;
}): Html {
  const { description, signIn, browser } = shown;
  const form = html`<div class="actions"><button class="text" type="submit" id="other-account" name="account" value="other">Use another account</button>
<button class="primary" type="submit" id="return" name="return" value="1">Back to the app</button></div>`;
  return layout(
    'refused',
    'Signing you in did not work',
    html`<p>The sign-in was refused. Whoever looks after the application needs the text below.</p>
<p class="detail" id="description" role="alert">${description}</p>
${signIn !== undefined && browser !== undefined && signInForm(signIn, browser, 'refused', form)}`,
  );
}
