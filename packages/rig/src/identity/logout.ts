import { type Answer, page, redirect } from './http/answer.ts';
import { type Exchange, formOf } from './http/exchange.ts';
import type { Identity } from './identity.ts';
import { signedOutPage } from './pages/plain.ts';

/**
 * GET or POST `/{tenant}/oauth2/v2.0/logout`: forgets who is signed in with this browser (only the person of
 * `logout_hint` when there is one), then goes to `post_logout_redirect_uri` if any application has it registered.
 */
export function logout(identity: Identity, exchange: Exchange): Answer {
  identity.directory.audience(exchange.tenant);
  const parameters = exchange.method === 'POST' ? formOf(exchange) : exchange.url.searchParams;
  const browser = identity.browsers.of(exchange, new URL(identity.origin).port);
  const hint = parameters.get('logout_hint');
  const person = hint === null ? undefined : identity.directory.whoSignsInAs(hint);
  if (browser !== undefined && (hint === null || person !== undefined))
    identity.browsers.forget(browser, person?.id);
  const target = parameters.get('post_logout_redirect_uri');
  const known = target !== null && identity.registrations.anyHasRedirectUri(target);
  return known ? redirect(target, exchange.method === 'POST' ? 303 : 302) : page(signedOutPage());
}
