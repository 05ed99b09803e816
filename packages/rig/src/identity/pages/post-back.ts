import { type Html, html } from '../http/html.ts';
import { layout } from './layout.ts';

/** `response_mode=form_post`: without script, the person presses the button that carries the answer to the application. */
export function postBack(redirectUri: string, parameters: URLSearchParams): Html {
  const inputs = [...parameters].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">
`,
  );
  return layout(
    'post-back',
    'Back to the app',
    html`<form method="post" action="${redirectUri}">
${inputs}<div class="actions"><button class="primary" type="submit" id="continue">Continue</button></div>
</form>`,
  );
}
