import { SignInRefused } from '../errors.ts';
import type { Identity } from '../identity.ts';
import { required } from '../parameters.ts';
import { requestedScope } from '../requested-scope.ts';
import type { PkceChallenge } from '../token/codes.ts';
import { matchesRegistered } from '../world/redirect-uris.ts';
import { allRedirectUris } from '../world/registrations.ts';
import type { Prompt, ProvenClient, ResponseMode, SignInRequest } from './request.ts';

const responseModes: readonly string[] = ['query', 'fragment', 'form_post'] satisfies ResponseMode[];
const prompts: readonly string[] = ['login', 'none', 'consent', 'select_account'] satisfies Prompt[];

/**
 * The first half of the validation: until application and redirect URI are proven, a refusal is shown to the person
 * (RFC 6749 section 4.1.2.1); sending it to the address in the request would make an open redirector.
 * @throws SignInRefused to be shown as a page
 */
export function proveClient(identity: Identity, segment: string, parameters: URLSearchParams): ProvenClient {
  const audience = identity.directory.audience(segment);
  const clientId = required(parameters, 'client_id');
  const registration = identity.registrations.forEndpoint(clientId, audience, segment);
  const registered = allRedirectUris(registration);
  if (registered.length === 0) throw new SignInRefused(500113);
  const redirectUri = parameters.get('redirect_uri');
  if (redirectUri === null) throw new SignInRefused(900971);
  if (!registered.some((uri) => matchesRegistered(redirectUri, uri))) {
    throw new SignInRefused(50011, { redirect: redirectUri, client: clientId });
  }
  return { registration, audience, segment, redirectUri };
}

/** Where the application wants its answer; `query` when it asks for something unknown, so that it hears of that. */
export function responseModeOf(parameters: URLSearchParams): ResponseMode {
  const mode = parameters.get('response_mode') ?? 'query';
  return isResponseMode(mode) ? mode : 'query';
}

/** The second half: from here on the application hears of refusals. @throws SignInRefused to be sent to it */
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
    scope: requestedScope(identity, client.registration, client.segment, required(parameters, 'scope')),
    appRoles: [],
    nonce: parameters.get('nonce') ?? undefined,
    challenge: readChallenge(parameters),
    prompt: prompt ?? undefined,
    loginHint: parameters.get('login_hint') ?? undefined,
    domainHint: parameters.get('domain_hint') ?? undefined,
  };
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
