/**
 * How the last sign-in of anybody through this app ended. What a directory allows, consent, assignment, policies, is told to
 * people who sign in and to nobody else; this is where their administrator hears of it.
 */
import { type Consent, Failure } from '@mailroom/model';
import type { Check } from './target.ts';
import { right, skipped, verdictOf } from './verdict.ts';

export const signIn: Check = {
  id: 'sign-in',
  about: () => 'GET /oauth2/callback',
  async examine(target) {
    const asked = 'GET /oauth2/callback';
    const { lastSignIn, consents = [] } = target;
    if (lastSignIn === null) return skipped(asked, 'nobody-signed-in-yet');
    const { at, failure } = lastSignIn;
    if (failure === null) return right(asked, at, { at });
    const verdict = verdictOf(asked, new Failure(failure));
    const mended = failure.kind === 'admin-consent-required' && grantedSince(at, consents);
    return { ...verdict, state: mended ? 'unsure' : verdict.state, detail: { ...verdict.detail, at } };
  },
};

/** An administrator has answered the admin-consent link meanwhile; nobody has signed in after that to show it. */
function grantedSince(signedInAt: string, consents: readonly Consent[]): boolean {
  return consents.some(({ at, failure }) => failure === null && Date.parse(at) > Date.parse(signedInAt));
}
