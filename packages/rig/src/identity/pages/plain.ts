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

/** Where a provider lists the apps a person has permitted, and takes a permission back. */
export function permittedAppsPage(): Html {
  return layout(
    'permitted-apps',
    'Apps you have permitted',
    html`<p>On the real page you would find Mailroom here and remove its permissions. The practice provider forgets them when it stops.</p>`,
  );
}
