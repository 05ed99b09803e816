import type { StartedSignIn } from '../../authorize/running-sign-ins.ts';
import type { GooglePerson } from '../world/people.ts';
import type { GoogleRequest } from './request.ts';

/**
 * A sign-in in progress.
 *
 *   (name) → typed → (password) → person → (warning) → warned → (consent) → agreed → answered
 */
export interface GoogleSignInState {
  readonly request: GoogleRequest;
  /** "Use another account" was pressed. */
  another: boolean;
  /** What stands in the name field. */
  name: string;
  typed: GooglePerson | undefined;
  person: GooglePerson | undefined;
  /** Went on past "Google hasn't verified this app". */
  warned: boolean;
  /** The consent page was answered in this sign-in. */
  agreed: boolean;
  notice: string | undefined;
  answered: boolean;
}

export type GoogleSignIn = GoogleSignInState & StartedSignIn;

/** One that has just begun. */
export function startOf(request: GoogleRequest): GoogleSignInState {
  return {
    request,
    another: false,
    name: request.loginHint ?? '',
    typed: undefined,
    person: undefined,
    warned: false,
    agreed: false,
    notice: undefined,
    answered: false,
  };
}
