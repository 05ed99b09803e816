import { SignInRefused } from '../errors.ts';
import type { Identity } from '../identity.ts';
import { required } from '../parameters.ts';
import type { Registration } from '../world/registrations.ts';

/**
 * `grant_type=client_credentials` (RFC 6749 section 4.4): the application in its own name, in one directory, for
 * everything an administrator has granted it on one resource. No refresh token and no id_token come of it. A token is
 * issued even when nothing was granted; it is the resource that then refuses it.
 * @throws SignInRefused 9001023, 900144, 1002012, 500011, 7000229
 */
export function issueToApplication(
  identity: Identity,
  segment: string,
  registration: Registration,
  form: URLSearchParams,
): Record<string, unknown> {
  const audience = identity.directory.audience(segment);
  if (audience.kind !== 'directory') throw new SignInRefused(9001023);
  const { tenant } = audience;
  const client = registration.clientId;
  const text = required(form, 'scope');
  const resource = identity.scopes.resourceOfDefault(text, { client, tenant: tenant.name });
  if (!identity.consents.hasServicePrincipal(tenant, registration)) {
    throw new SignInRefused(7000229, { client, tenant: tenant.id });
  }
  const roles = resource === 'mail' ? identity.consents.appRoles(tenant, registration) : [];
  const permissions = new Set([...roles].map((role) => `mail/${role}` as const));
  const { token, expiresIn } = identity.accessTokens.issue({
    personId: undefined,
    clientId: client,
    resource,
    permissions,
  });
  return { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token };
}
