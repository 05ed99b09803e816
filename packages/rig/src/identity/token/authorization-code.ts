import { createHash } from 'node:crypto';
import { SignInRefused } from '../errors.ts';
import type { Identity } from '../identity.ts';
import { required } from '../parameters.ts';
import { requestedScope } from '../requested-scope.ts';
import type { ScopeRequest } from '../scopes.ts';
import { matchesRegistered } from '../world/redirect-uris.ts';
import type { Registration } from '../world/registrations.ts';
import type { CodeGrant, PkceChallenge } from './codes.ts';
import { type EarnedTokens, personOf } from './grant.ts';

/**
 * `grant_type=authorization_code`. Without `scope` the scopes of the authorization request count; either way they may
 * name one resource only.
 * @throws SignInRefused 900144, 70000, 54005, 70008, 500112, 9002327, 501481, 700005, 28000, 65001
 */
export function redeemCode(
  identity: Identity,
  segment: string,
  registration: Registration,
  form: URLSearchParams,
): EarnedTokens {
  const code = required(form, 'code');
  const redirectUri = required(form, 'redirect_uri');
  const grant = identity.codes.look(code, registration.clientId);
  if (redirectUri !== grant.redirectUri) throw new SignInRefused(500112, { redirect: redirectUri });
  if (registration.spaRedirectUris.some((uri) => matchesRegistered(redirectUri, uri))) {
    throw new SignInRefused(9002327, { redirect: redirectUri });
  }
  if (!proves(form.get('code_verifier'), grant.challenge)) throw new SignInRefused(501481);
  const person = personOf(identity, grant.personId, registration);
  const audience = identity.directory.audience(segment);
  if ('tenant' in audience && audience.tenant.id !== person.tenantId)
    throw new SignInRefused(700005, { tenant: segment });

  const scope = scopeOf(identity, segment, registration, form, grant);
  if (scope.resources.length > 1) throw new SignInRefused(28000, { scope: form.get('scope') ?? '' });
  if (identity.consents.missing(person, registration, scope.permissions).length > 0) {
    throw new SignInRefused(65001, { client: registration.clientId });
  }
  identity.codes.redeem(code);
  return {
    person,
    registration,
    resource: scope.resources[0] ?? 'graph',
    oidc: scope.oidc,
    nonce: grant.nonce,
  };
}

function scopeOf(
  identity: Identity,
  segment: string,
  registration: Registration,
  form: URLSearchParams,
  grant: CodeGrant,
): ScopeRequest {
  const text = form.get('scope');
  return text === null ? grant.scope : requestedScope(identity, registration, segment, text);
}

/** RFC 7636 section 4.6. A verifier without a challenge proves nothing and harms nothing. */
function proves(verifier: string | null, challenge: PkceChallenge | undefined): boolean {
  if (challenge === undefined) return true;
  if (verifier === null) return false;
  const shown =
    challenge.method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url');
  return shown === challenge.value;
}
