import { type Html, html } from '../http/html.ts';
import { layout } from './layout.ts';

export function signedOutPage(): Html {
  return layout('signed-out', 'You are signed out', html`<p class="soft">You may close this window.</p>`);
}

/** Where `error_uri` leads. */
export function explainerPage(code: string, explanation: string | undefined): Html {
  const text = explanation ?? 'This practice server does not know this number.';
  return layout('explanation', `AADSTS${code}`, html`<p>${text}</p>`);
}
