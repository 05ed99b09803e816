import type { AppRole, ScopeRequest } from '../scopes.ts';
import type { PkceChallenge } from '../token/codes.ts';
import type { Audience } from '../world/directory.ts';
import type { Registration } from '../world/registrations.ts';

/** Which application asks, by which endpoint, and where its answer goes: all of it checked. */
export interface ProvenClient {
  readonly registration: Registration;
  readonly audience: Audience;
  /** The tenant as it stands in the URL. */
  readonly segment: string;
  readonly redirectUri: string;
}

export type ResponseMode = 'query' | 'fragment' | 'form_post';
export type Prompt = 'login' | 'none' | 'consent' | 'select_account';

/** A valid sign-in request (OpenID Connect Core section 3.1.2.1, with Microsoft's parameters). */
export interface SignInRequest extends ProvenClient {
  /** `organisation`: an administrator consents for everybody, and no code is issued. */
  readonly purpose: 'code' | 'organisation';
  readonly responseMode: ResponseMode;
  readonly state: string | undefined;
  readonly scope: ScopeRequest;
  /** Application permissions that an administrator is asked for beside the scope. */
  readonly appRoles: readonly AppRole[];
  readonly nonce: string | undefined;
  readonly challenge: PkceChallenge | undefined;
  readonly prompt: Prompt | undefined;
  readonly loginHint: string | undefined;
  readonly domainHint: string | undefined;
}
