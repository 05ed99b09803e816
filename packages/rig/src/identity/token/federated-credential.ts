import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { SignInRefused } from '../errors.ts';
import type { Identity } from '../identity.ts';
import { type FederatedCredential, TOKEN_EXCHANGE_AUDIENCE } from '../world/credentials.ts';
import type { Registration } from '../world/registrations.ts';
import { requireTimeRange } from './assertion-time.ts';

/**
 * Workload identity federation: the assertion is a token of an issuer that the registration trusts, for one subject and
 * audience; all three are compared exactly, in this order. It may be used as often as it is valid.
 * @throws SignInRefused 700211 issuer, 700213 subject, 700212 audience, 50013 signature, 700024 time
 */
export async function checkFederated(
  identity: Identity,
  { federatedCredentials }: Registration,
  assertion: string,
  claims: JWTPayload,
): Promise<void> {
  const { iss = '', sub = '', aud } = claims;
  const audiences = [aud ?? []].flat();
  const ofIssuer = federatedCredentials.filter(({ issuer }) => issuer === iss);
  if (ofIssuer.length === 0) throw new SignInRefused(700211, { issuer: iss });
  const ofSubject = ofIssuer.filter(({ subject }) => subject === sub);
  if (ofSubject.length === 0) throw new SignInRefused(700213, { subject: sub });
  if (!ofSubject.some((credential) => audiences.includes(audienceOf(credential)))) {
    throw new SignInRefused(700212, { audience: audiences.join(' ') });
  }
  await requireIssuerSigned(assertion, iss);
  requireTimeRange(identity, claims);
}

function audienceOf({ audience }: FederatedCredential): string {
  return audience ?? TOKEN_EXCHANGE_AUDIENCE;
}

async function requireIssuerSigned(assertion: string, issuer: string): Promise<void> {
  try {
    const keys = createLocalJWKSet(await keysOf(issuer));
    await jwtVerify(assertion, keys, { currentDate: new Date(0), clockTolerance: Number.MAX_SAFE_INTEGER });
  } catch (cause) {
    if (cause instanceof errors.JOSEError) throw new SignInRefused(50013, { why: cause.message });
    if (cause instanceof TypeError || cause instanceof SyntaxError) {
      throw new SignInRefused(50013, { why: 'the keys of the issuer could not be had.' });
    }
    throw cause;
  }
}

/** Through the issuer's discovery document (OpenID Connect Discovery section 4). @throws TypeError, SyntaxError */
async function keysOf(issuer: string): Promise<JSONWebKeySet> {
  const document = await read(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const keys = await read(String(document.jwks_uri));
  return { keys: Array.isArray(keys.keys) ? keys.keys : [] };
}

async function read(address: string): Promise<Record<string, unknown>> {
  const response = await fetch(address);
  return (await response.json()) as Record<string, unknown>;
}
