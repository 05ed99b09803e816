import type { PkceChallenge } from '../../token/codes.ts';
import type { Google } from '../google.ts';
import { AccessBlocked } from '../refusals.ts';
import { readScopes } from '../scopes.ts';
import type { GoogleClient } from '../world/clients.ts';

/** A valid authorization request; whatever is wrong with one is shown on a page, and the application never hears of it. */
export interface GoogleRequest {
  readonly client: GoogleClient;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  /** `access_type=offline`. */
  readonly offline: boolean;
  readonly prompts: ReadonlySet<string>;
  readonly loginHint: string | undefined;
  readonly nonce: string | undefined;
  readonly challenge: PkceChallenge | undefined;
}

const PROMPTS = ['none', 'consent', 'select_account'];

/** @throws AccessBlocked */
export function readRequest(google: Google, parameters: URLSearchParams): GoogleRequest {
  const value = (name: string): string | undefined => parameters.get(name) ?? undefined;
  const required = (name: string): string => {
    const found = parameters.get(name) ?? '';
    if (found === '') throw new AccessBlocked('invalid_request', `Missing required parameter: ${name}`);
    return found;
  };
  const client = google.clients.get(required('client_id'));
  if (client === undefined) throw new AccessBlocked('invalid_client', 'The OAuth client was not found.');
  if (client.disabled) throw new AccessBlocked('disabled_client', 'The OAuth client was disabled.');
  const redirectUri = required('redirect_uri');
  if (!client.redirectUris.includes(redirectUri)) {
    const why = `The redirect URI in the request, ${redirectUri}, does not match the ones authorized for the OAuth client.`;
    throw new AccessBlocked('redirect_uri_mismatch', why);
  }
  const type = required('response_type');
  if (type !== 'code') throw new AccessBlocked('unsupported_response_type', `Invalid response_type: ${type}`);
  const text = required('scope');
  const scopes = readScopes(text);
  if (scopes === undefined) {
    throw new AccessBlocked('invalid_scope', `Some requested scopes were invalid: ${text}`);
  }
  const prompts = new Set((value('prompt') ?? '').split(' ').filter((prompt) => prompt !== ''));
  if ([...prompts].some((prompt) => !PROMPTS.includes(prompt))) {
    throw new AccessBlocked('invalid_request', `Invalid parameter value for prompt: ${value('prompt')}`);
  }
  return {
    client,
    redirectUri,
    scopes,
    state: value('state'),
    offline: value('access_type') === 'offline',
    prompts,
    loginHint: value('login_hint'),
    nonce: value('nonce'),
    challenge: readChallenge(value('code_challenge'), value('code_challenge_method')),
  };
}

/** RFC 7636 section 4.3; the method is `plain` when it is not said. */
function readChallenge(value: string | undefined, method = 'plain'): PkceChallenge | undefined {
  if (value === undefined) return undefined;
  if (method !== 'S256' && method !== 'plain') {
    throw new AccessBlocked(
      'invalid_request',
      `Invalid parameter value for code_challenge_method: ${method}`,
    );
  }
  return { method, value };
}
