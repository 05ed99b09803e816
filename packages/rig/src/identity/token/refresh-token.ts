import { SignInRefused } from '../errors.ts';
import type { Identity } from '../identity.ts';
import { required } from '../parameters.ts';
import { requestedScope } from '../requested-scope.ts';
import { onResources } from '../scopes.ts';
import type { Registration } from '../world/registrations.ts';
import { type EarnedTokens, personOf } from './grant.ts';

/**
 * `grant_type=refresh_token`. The scope has to be said: without one Microsoft takes the application itself for the
 * resource. When it names several resources the token is for the first. Every use gives a new refresh token, whether or
 * not `offline_access` is named again.
 * @throws SignInRefused 900144, 9002313, 70000, 50173, 700082, 90009, 65001
 */
export function redeemRefreshToken(
  identity: Identity,
  segment: string,
  registration: Registration,
  form: URLSearchParams,
): EarnedTokens {
  const grant = identity.refreshTokens.check(required(form, 'refresh_token'), registration.clientId);
  const person = personOf(identity, grant.personId, registration);
  const text = form.get('scope');
  if (text === null || text === '') throw new SignInRefused(90009, { client: registration.clientId });
  const scope = requestedScope(identity, registration, segment, text);
  const granted = identity.consents.granted(person, registration);
  if (granted.size === 0) throw new SignInRefused(65001, { client: registration.clientId });
  const resource = scope.resources[0] ?? 'graph';
  const asked = onResources(scope.permissions).filter((permission) => permission.startsWith(`${resource}/`));
  if (asked.some((permission) => !granted.has(permission))) {
    throw new SignInRefused(70000, {
      why: 'One of the requested scopes is not authorized, or the authorization has expired.',
    });
  }
  return {
    person,
    registration,
    resource,
    oidc: [...new Set([...scope.oidc, 'offline_access' as const])],
    nonce: undefined,
  };
}
