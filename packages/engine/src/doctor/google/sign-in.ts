import { signIn } from '../sign-in.ts';
import type { Check } from '../target.ts';
import { judgeEnd } from './weekly-end.ts';

/** As at any provider; and a sign-in that succeeded also said how long it holds. */
export const googleSignIn: Check = {
  ...signIn,
  async examine(target, deps, signal) {
    const verdict = await signIn.examine(target, deps, signal);
    const ends = target.lastSignIn?.refreshExpiresAt;
    if (verdict.state !== 'right' || ends === undefined) return verdict;
    return judgeEnd(verdict.asked, new Date(ends), deps.clock.now()) ?? verdict;
  },
};
