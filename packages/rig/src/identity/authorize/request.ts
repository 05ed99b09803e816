import { SignInRefused } from '../errors.ts';
import type { Identity } from '../identity.ts';
import type { ScopeRequest } from '../scopes.ts';
import type { PkceChallenge } from '../token/codes.ts';
import type { Audience } from '../world/directory.ts';
import { matchesRegistered } from '../world/redirect-uris.ts';
import type { Registration } from '../world/registrations.ts';

/**
 * Validation of a sign-in request, in the two halves that RFC 6749 section 4.1.2.1 asks for: until application and
 * redirect URI are proven, a refusal is shown to the person; afterwards it is sent to the application.
 */
export interface ProvenClient {
  readonly registration: Registration;
  readonly audience: Audience;
  /** The tenant as it stands in the URL. */
  readonly segment: string;
  readonly redirectUri: string;
}

export type ResponseMode = 'query' | 'fragment' | 'form_post';
export type Prompt = 'login' | 'none' | 'consent' | 'select_account';

export interface SignInRequest extends ProvenClient {
  /** `organisation`: an administrator consents for everybody, and no code is issued. */
  readonly purpose: 'code' | 'organisation';
  readonly responseMode: ResponseMode;
  readonly state: string | undefined;
  readonly scope: ScopeRequest;
  readonly nonce: string | undefined;
  readonly challenge: PkceChallenge | undefined;
  readonly prompt: Prompt | undefined;
  readonly loginHint: string | undefined;
  readonly domainHint: string | undefined;
}

const responseModes: readonly string[] = ['query', 'fragment', 'form_post'] satisfies ResponseMode[];
const prompts: readonly string[] = ['login', 'none', 'consent', 'select_account'] satisfies Prompt[];

/** @throws SignInRefused to be shown as a page */
export function proveClient(identity: Identity, segment: string, parameters: URLSearchParams): ProvenClient {
  const audience = identity.directory.audience(segment);
  const clientId = required(parameters, 'client_id');
  const registration = identity.registrations.forEndpoint(clientId, audience, segment);
  if (registration.redirectUris.length === 0) throw new SignInRefused(500113);
  const redirectUri = parameters.get('redirect_uri');
  if (redirectUri === null) throw new SignInRefused(900971);
  if (!registration.redirectUris.some((registered) => matchesRegistered(redirectUri, registered))) {
    throw new SignInRefused(50011, { redirect: redirectUri, client: clientId });
  }
  return { registration, audience, segment, redirectUri };
}

/** Where the application wants its answer; `query` when it asks for something unknown, so that it hears of that. */
export function responseModeOf(parameters: URLSearchParams): ResponseMode {
  const mode = parameters.get('response_mode') ?? 'query';
  return isResponseMode(mode) ? mode : 'query';
}

/** @throws SignInRefused to be sent to the application */
export function readRequest(
  identity: Identity,
  client: ProvenClient,
  parameters: URLSearchParams,
): SignInRequest {
  const type = required(parameters, 'response_type');
  if (type !== 'code') throw new SignInRefused(700051, { type });
  const mode = parameters.get('response_mode');
  if (mode !== null && !isResponseMode(mode)) {
    throw new SignInRefused(90023, { why: `The response mode '${mode}' is not supported.` });
  }
  const prompt = parameters.get('prompt');
  if (prompt !== null && !isPrompt(prompt)) {
    throw new SignInRefused(90023, { why: `The prompt '${prompt}' is not supported.` });
  }
  return {
    ...client,
    purpose: 'code',
    responseMode: responseModeOf(parameters),
    state: parameters.get('state') ?? undefined,
    scope: readScope(identity, client, required(parameters, 'scope')),
    nonce: parameters.get('nonce') ?? undefined,
    challenge: readChallenge(parameters),
    prompt: prompt ?? undefined,
    loginHint: parameters.get('login_hint') ?? undefined,
    domainHint: parameters.get('domain_hint') ?? undefined,
  };
}

export function readScope(identity: Identity, client: ProvenClient, text: string): ScopeRequest {
  const { clientId, permissions } = client.registration;
  return identity.scopes.parse(text, { client: clientId, tenant: client.segment }, permissions);
}

/** @throws SignInRefused 900144 */
export function required(parameters: URLSearchParams, parameter: string): string {
  const value = parameters.get(parameter);
  if (value === null || value === '') throw new SignInRefused(900144, { parameter });
  return value;
}

/** RFC 7636 section 4.3; the method is `plain` when it is not said. */
function readChallenge(parameters: URLSearchParams): PkceChallenge | undefined {
  const method = parameters.get('code_challenge_method');
  const value = parameters.get('code_challenge');
  if (value === null && method === null) return undefined;
  if (method !== null && method !== 'S256' && method !== 'plain') throw new SignInRefused(501491, { method });
  if (value === null || !/^[\w.~-]{43,128}$/.test(value)) throw new SignInRefused(50147);
  return { method: method ?? 'plain', value };
}

function isResponseMode(mode: string): mode is ResponseMode {
  return responseModes.includes(mode);
}

function isPrompt(prompt: string): prompt is Prompt {
  return prompts.includes(prompt);
}
