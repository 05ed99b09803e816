import type { Browser } from '../authorize/browsers.ts';
import type { SignIn } from '../authorize/sign-ins.ts';
import { type Html, html } from '../http/html.ts';

/** A form of a sign-in page, with what identifies the sign-in (`ctx`), the browser (`canary`) and the page (`step`). */
export function signInForm(signIn: SignIn, browser: Browser, step: string, content: Html): Html {
  return html`<form method="post" action="/${signIn.request.segment}/signin">
<input type="hidden" name="ctx" value="${signIn.id}">
<input type="hidden" name="canary" value="${browser.canary}">
<input type="hidden" name="step" value="${step}">
${content}
</form>`;
}
