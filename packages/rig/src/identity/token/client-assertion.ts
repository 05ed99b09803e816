import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose';
import { SignInRefused, timestamp } from '../errors.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Identity } from '../identity.ts';
import type { Registration } from '../world/registrations.ts';
import { requireTimeRange } from './assertion-time.ts';
import { checkFederated } from './federated-credential.ts';

/** What Microsoft signs and verifies with; PS256 is what it recommends. */
const ALGORITHMS = ['PS256', 'RS256'];

/**
 * Proves a registration by a JWT: one signed with the key of a certificate registered for it (private_key_jwt), or, when
 * another issuer speaks in it, one of a federated credential.
 * @throws SignInRefused 50027, 700021, 700023, 700024, 700027, 1000502, and those of federated-credential.ts
 */
export async function checkAssertion(
  identity: Identity,
  exchange: Exchange,
  registration: Registration,
  assertion: string,
): Promise<void> {
  const { thumbprint, claims } = read(assertion);
  if (claims.iss !== registration.clientId && registration.federatedCredentials.length > 0) {
    return checkFederated(identity, registration, assertion, claims);
  }
  if (claims.iss !== registration.clientId || claims.sub !== registration.clientId) {
    throw new SignInRefused(700021, { client: registration.clientId });
  }
  await requireSignature(identity, registration, assertion, thumbprint);
  requireAudience(identity, exchange, claims);
  requireTimeRange(identity, claims);
  identity.assertions.useOnce(registration.clientId, claims);
}

interface Assertion {
  /** The certificate by its SHA-256 thumbprint; empty when the header names none. */
  readonly thumbprint: string;
  readonly claims: JWTPayload;
}

function read(assertion: string): Assertion {
  try {
    // RFC 7515 section 4.1.8; jose describes the header without it.
    const header: Readonly<Record<string, unknown>> = { ...decodeProtectedHeader(assertion) };
    return { thumbprint: String(header['x5t#S256'] ?? ''), claims: decodeJwt(assertion) };
  } catch (cause) {
    throw new SignInRefused(50027, { why: cause instanceof Error ? cause.message : '' });
  }
}

async function requireSignature(
  identity: Identity,
  registration: Registration,
  assertion: string,
  thumbprint: string,
): Promise<void> {
  const certificate = registration.certificates.find((known) => known.thumbprint === thumbprint);
  if (certificate === undefined) {
    const why = 'no certificate with this SHA-256 thumbprint is registered for the application.';
    throw new SignInRefused(700027, { why, thumbprint });
  }
  try {
    // Times are judged afterwards, by the clock of this server and with a refusal of their own.
    await jwtVerify(assertion, certificate.publicKey, {
      algorithms: ALGORITHMS,
      currentDate: new Date(0),
      clockTolerance: Number.MAX_SAFE_INTEGER,
    });
  } catch (cause) {
    if (!(cause instanceof errors.JOSEError)) throw cause;
    throw new SignInRefused(700027, { why: 'the key of the certificate did not sign it.', thumbprint });
  }
  if (certificate.validTo.getTime() <= identity.now()) {
    throw new SignInRefused(1000502, { thumbprint, until: timestamp(certificate.validTo) });
  }
}

/** The endpoint as it was called, or with the directory's identifier in it, which is the same endpoint. */
function requireAudience(identity: Identity, exchange: Exchange, { aud }: JWTPayload): void {
  const audience = identity.directory.audience(exchange.tenant);
  const segments = 'tenant' in audience ? [exchange.tenant, audience.tenant.id] : [exchange.tenant];
  const endpoints = segments.map((segment) => `${identity.origin}/${segment}/oauth2/v2.0/token`);
  const named = [aud ?? []].flat();
  if (!named.some((one) => endpoints.includes(one))) {
    throw new SignInRefused(700023, { audience: named.join(' ') });
  }
}
