import type { SignInRefused } from '../errors.ts';
import type { Person } from '../world/directory.ts';
import type { SignInRequest } from './request.ts';
import type { StartedSignIn } from './running-sign-ins.ts';

/**
 * A sign-in in progress: a valid request, and how far the person has come. The pages keep nothing but its identifier.
 *
 *   (name) → typed → (password) → person → (consent) → agreed → answered
 */
export interface SignInState {
  readonly request: SignInRequest;
  /** "Use another account" was pressed: signed-in people are not offered again. */
  another: boolean;
  /** What stands in the name field. */
  name: string;
  /** Whose name was entered; the password is still to come. */
  typed: Person | undefined;
  /** Who is signed in. */
  person: Person | undefined;
  agreed: boolean;
  /** What the next page says above its form. */
  notice: string | undefined;
  /** Shown as a page with a way back to the application. */
  refusal: SignInRefused | undefined;
  /** The application has its answer; going back in the browser must not give a second one. */
  answered: boolean;
}

export type SignIn = SignInState & StartedSignIn;

/** One that has just begun. */
export function startOf(request: SignInRequest): SignInState {
  return {
    request,
    another: false,
    name: request.loginHint ?? '',
    typed: undefined,
    person: undefined,
    agreed: false,
    notice: undefined,
    refusal: undefined,
    answered: false,
  };
}
