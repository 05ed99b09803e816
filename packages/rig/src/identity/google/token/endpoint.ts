import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { SignJWT } from 'jose';
import { type Answer, json } from '../../http/answer.ts';
import { basicCredentials, type Exchange, formOf } from '../../http/exchange.ts';
import { faulty } from '../../token/faulty.ts';
import { signingKey } from '../../token/signing-key.ts';
import type { Google } from '../google.ts';
import { TokenRefused, tokenRefusal } from '../refusals.ts';
import type { GoogleClient } from '../world/clients.ts';
import type { GooglePerson } from '../world/people.ts';
import type { GoogleCode } from './codes.ts';
import type { TokenGrant } from './tokens.ts';

const ID_TOKEN_S = 3600;

/** POST `/token`. */
export async function token(google: Google, exchange: Exchange): Promise<Answer | 'cut'> {
  const form = formOf(exchange);
  const fault = google.tokenTraffic.arrived(form.get('grant_type') ?? '');
  if (fault !== undefined) {
    if (fault.delay !== undefined) await wait(fault.delay, undefined, { ref: false });
    await fault.hold;
    if (fault.cut === true) return 'cut';
    if (fault.status !== undefined || fault.body !== undefined) return faulty(fault);
  }
  try {
    return json(await redeem(google, exchange, form));
  } catch (refused) {
    if (!(refused instanceof TokenRefused)) throw refused;
    return tokenRefusal(refused);
  }
}

async function redeem(
  google: Google,
  exchange: Exchange,
  form: URLSearchParams,
): Promise<Record<string, unknown>> {
  const grantType = required(form, 'grant_type');
  const client = authenticate(google, exchange, form);
  if (grantType === 'refresh_token') {
    const used = google.tokens.useRefresh(required(form, 'refresh_token'), client.clientId);
    return { ...(await answer(google, client, used.grant)), ...lifetimeOf(used.expiresIn) };
  }
  if (grantType !== 'authorization_code') {
    throw new TokenRefused('unsupported_grant_type', `Invalid grant_type: ${grantType}`);
  }
  const redirectUri = required(form, 'redirect_uri');
  const code = google.codes.redeem(required(form, 'code'), client.clientId);
  if (redirectUri !== code.redirectUri) throw new TokenRefused('redirect_uri_mismatch', 'Bad Request');
  if (!proves(form.get('code_verifier'), code)) {
    throw new TokenRefused('invalid_grant', 'Invalid code verifier.');
  }
  const refreshable =
    code.refreshable && !google.tokens.withholdsRefresh ? refreshTokenFor(google, client, code) : {};
  return { ...(await answer(google, client, code, code.nonce)), ...refreshable };
}

/** @throws TokenRefused invalid_client */
function authenticate(google: Google, exchange: Exchange, form: URLSearchParams): GoogleClient {
  const basic = basicCredentials(exchange);
  const client = google.clients.get(basic?.user ?? required(form, 'client_id'));
  if (client === undefined) throw new TokenRefused('invalid_client', 'The OAuth client was not found.', 401);
  if (client.disabled) throw new TokenRefused('disabled_client', 'The OAuth client was disabled.', 401);
  const secret = basic?.password ?? form.get('client_secret') ?? '';
  if (secret === '') throw new TokenRefused('invalid_request', 'client_secret is missing.');
  if (secret !== client.clientSecret) {
    throw new TokenRefused('invalid_client', 'The provided client secret is invalid.', 401);
  }
  return client;
}

/** Refreshing gives no new refresh token: the old one stays. */
async function answer(
  google: Google,
  client: GoogleClient,
  { personId, scopes }: TokenGrant,
  nonce?: string,
): Promise<Record<string, unknown>> {
  const person = google.people.get(personId);
  if (person === undefined) throw new TokenRefused('invalid_grant', 'Account has been deleted');
  const { token: accessToken, expiresIn } = google.tokens.issueAccess({
    personId,
    clientId: client.clientId,
    scopes,
  });
  return {
    access_token: accessToken,
    expires_in: expiresIn,
    scope: scopes.join(' '),
    token_type: 'Bearer',
    ...(scopes.includes('openid') ? { id_token: await idToken(google, client, person, scopes, nonce) } : {}),
  };
}

function refreshTokenFor(google: Google, client: GoogleClient, code: GoogleCode): Record<string, unknown> {
  const { personId, clientId, scopes } = code;
  const issued = google.tokens.issueRefresh({ personId, clientId, scopes }, client);
  return { refresh_token: issued.token, ...lifetimeOf(issued.expiresIn) };
}

/** Told with every token answer, and only of a refresh token that ends whatever happens. */
function lifetimeOf(seconds: number | undefined): Record<string, unknown> {
  return seconds === undefined ? {} : { refresh_token_expires_in: seconds };
}

async function idToken(
  google: Google,
  client: GoogleClient,
  person: GooglePerson,
  scopes: readonly string[],
  nonce: string | undefined,
): Promise<string> {
  const { privateKey, published } = await signingKey();
  const issued = Math.floor(google.now() / 1000);
  const asked = (name: string) => scopes.includes(`https://www.googleapis.com/auth/userinfo.${name}`);
  return new SignJWT({
    azp: client.clientId,
    ...(asked('email') ? { email: person.email, email_verified: true } : {}),
    ...(asked('profile') ? { name: person.name } : {}),
    ...(person.organisation === undefined ? {} : { hd: person.organisation }),
    ...(nonce === undefined ? {} : { nonce }),
  })
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: published.kid ?? '' })
    .setIssuer(google.origin)
    .setAudience(client.clientId)
    .setSubject(person.id)
    .setIssuedAt(issued)
    .setExpirationTime(issued + ID_TOKEN_S)
    .sign(privateKey);
}

/** RFC 7636 section 4.6. */
function proves(verifier: string | null, { challenge }: GoogleCode): boolean {
  if (challenge === undefined) return true;
  if (verifier === null) return false;
  const shown =
    challenge.method === 'plain' ? verifier : createHash('sha256').update(verifier).digest('base64url');
  return shown === challenge.value;
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name) ?? '';
  if (value === '') throw new TokenRefused('invalid_request', `Missing required parameter: ${name}`);
  return value;
}
