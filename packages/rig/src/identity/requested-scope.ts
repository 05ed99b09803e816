import { SignInRefused } from './errors.ts';
import type { Identity } from './identity.ts';
import { onResources, type ScopeRequest } from './scopes.ts';
import type { Registration } from './world/registrations.ts';

/**
 * What a registration's request for scopes comes to.
 * @param segment the tenant as it stands in the URL
 * @throws SignInRefused 500011, 650053, 70011, and for a registration that gets only what it lists 65005 and 650057
 */
export function requestedScope(
  identity: Identity,
  registration: Registration,
  segment: string,
  text: string,
): ScopeRequest {
  const { clientId, permissions, listedPermissionsOnly } = registration;
  const scope = identity.scopes.parse(text, { client: clientId, tenant: segment }, permissions);
  return listedPermissionsOnly ? onlyListed(identity, scope, registration) : scope;
}

/** `offline_access` and its kin are dropped without a word: the application notices that no refresh token comes. */
function onlyListed(identity: Identity, scope: ScopeRequest, registration: Registration): ScopeRequest {
  const { clientId: client, permissions: listed } = registration;
  for (const asked of onResources(scope.permissions)) {
    if (listed.includes(asked)) continue;
    const resource = scope.resources.find((name) => asked.startsWith(`${name}/`)) ?? 'graph';
    if (!listed.some((permission) => permission.startsWith(`${resource}/`))) {
      throw new SignInRefused(650057, { client, resource: identity.scopes.spell(`${resource}/`) });
    }
    throw new SignInRefused(65005, { client, scope: identity.scopes.spell(asked) });
  }
  return {
    resources: scope.resources,
    oidc: scope.oidc.filter((name) => listed.includes(name)),
    permissions: scope.permissions.filter((permission) => listed.includes(permission)),
  };
}
