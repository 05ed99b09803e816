/** Does this machine's clock agree with the provider's? Tokens are judged by it, and a wrong one refuses good ones. */
import { askDiscovery, discoveryUrl } from './discovery.ts';
import type { Check, DoctorTarget, Verdict } from './target.ts';
import { fault, right } from './verdict.ts';

/** Seconds. Validators allow for five minutes; what is halfway there is told before it hurts. */
const allowed = 300;
const noticeable = 120;

const about = (target: DoctorTarget): string => `HEAD ${discoveryUrl(target).origin} → Date`;

/** What a difference between the two clocks means; positive when ours is ahead. */
export function judgeClock(asked: string, ours: Date, theirs: Date): Verdict {
  const seconds = Math.round((ours.getTime() - theirs.getTime()) / 1000);
  const answered = `Date: ${theirs.toUTCString()}`;
  const detail = { seconds: String(seconds) };
  if (Math.abs(seconds) < noticeable) return right(asked, answered, detail);
  const state = Math.abs(seconds) < allowed ? 'unsure' : 'wrong';
  return fault({ asked, answered, finding: 'clock-wrong', detail, state });
}

export const clock: Check = {
  id: 'clock',
  about,
  async examine(target, deps, signal) {
    const asked = about(target);
    const { date, at } = await askDiscovery(target, deps, signal);
    if (date !== null) return judgeClock(asked, at, date);
    const detail = { host: discoveryUrl(target).host };
    return fault({ asked, answered: null, finding: 'authority-failing', detail, state: 'unsure' });
  },
};
