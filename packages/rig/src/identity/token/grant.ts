import { SignInRefused } from '../errors.ts';
import type { Identity } from '../identity.ts';
import type { OidcScope, Resource } from '../scopes.ts';
import type { Person } from '../world/directory.ts';
import { type Registration, requireAssignment } from '../world/registrations.ts';

/** What a token request has earned after its own checks. */
export interface EarnedTokens {
  readonly person: Person;
  readonly registration: Registration;
  readonly resource: Resource;
  readonly oidc: readonly OidcScope[];
  readonly nonce: string | undefined;
}

/**
 * The token answer of RFC 6749 section 5.1. The access token carries everything consented to on its resource, not only
 * what this request named, and `scope` says so; OpenID Connect scopes appear there for Graph only.
 */
export async function issueTokens(
  identity: Identity,
  earned: EarnedTokens,
): Promise<Record<string, unknown>> {
  const { person, registration, resource, oidc, nonce } = earned;
  const holder = { personId: person.id, clientId: registration.clientId };
  const granted = identity.consents.granted(person, registration);
  const permissions = new Set([...granted].filter((permission) => permission.startsWith(`${resource}/`)));
  const { token, expiresIn } = identity.accessTokens.issue({ ...holder, resource, permissions });
  const scope = [...(resource === 'graph' ? oidc.filter(visible) : []), ...permissions];
  const answer: Record<string, unknown> = {
    token_type: 'Bearer',
    scope: scope.map((permission) => identity.scopes.spell(permission)).join(' '),
    expires_in: expiresIn,
    ext_expires_in: expiresIn,
    access_token: token,
  };
  if (oidc.includes('offline_access')) answer.refresh_token = identity.refreshTokens.issue(holder);
  if (oidc.includes('openid')) {
    const request = { person, clientId: registration.clientId, scopes: oidc, nonce };
    answer.id_token = await identity.idTokens.sign(request, identity.origin);
  }
  return answer;
}

/** The person behind a grant, if they may still use the application. @throws SignInRefused 50034, 50057, 50105, policies */
export function personOf(identity: Identity, personId: string, registration: Registration): Person {
  const person = identity.directory.person(personId);
  if (person === undefined) throw new SignInRefused(50034, { user: personId });
  if (person.disabled) throw new SignInRefused(50057, { user: person.userPrincipalName });
  identity.policies.withoutInteraction(person);
  requireAssignment(registration, person);
  return person;
}

function visible(scope: OidcScope): boolean {
  return scope !== 'offline_access';
}
