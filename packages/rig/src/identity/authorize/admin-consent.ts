import { SignInRefused } from '../errors.ts';
import type { Answer } from '../http/answer.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Identity } from '../identity.ts';
import { required } from '../parameters.ts';
import { requestedScope } from '../requested-scope.ts';
import { beginSignIn } from './endpoint.ts';
import { proveClient } from './validation.ts';

/**
 * GET `/{tenant}/v2.0/adminconsent`: an administrator signs in and consents for the whole organisation. The application
 * hears `admin_consent=True&tenant=&scope=&state=`, or `admin_consent=True&error=`. Application permissions are granted with
 * `.default` only. The tenant must not be `common`: personal accounts have no administrator.
 */
export function adminConsent(identity: Identity, exchange: Exchange): Answer {
  const parameters = exchange.url.searchParams;
  const client = proveClient(identity, exchange.tenant, parameters);
  if (client.audience.kind === 'common' || client.audience.kind === 'consumers') {
    throw new SignInRefused(90023, {
      why: 'Consent by an administrator needs a directory, or /organizations.',
    });
  }
  const text = required(parameters, 'scope');
  const scope = requestedScope(identity, client.registration, client.segment, text);
  return beginSignIn(identity, exchange, {
    ...client,
    purpose: 'organisation',
    responseMode: 'query',
    state: parameters.get('state') ?? undefined,
    scope,
    appRoles: text.split(' ').some((name) => name.endsWith('/.default')) ? client.registration.appRoles : [],
    nonce: undefined,
    challenge: undefined,
    prompt: undefined,
    loginHint: undefined,
    domainHint: undefined,
  });
}
