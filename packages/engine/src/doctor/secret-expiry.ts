/** How long the credentials still hold, by the dates that were entered with them: told 60, 14 and 3 days before. */
import { noticeDays } from '@mailroom/model';
import type { Check, ExaminedCredential, Verdict } from './target.ts';
import { fault, right, skipped } from './verdict.ts';

const day = 24 * 60 * 60 * 1000;
const asked = 'Certificates & secrets → Expires';

/** In the last days nobody may overlook it any more. */
const last = Math.min(...noticeDays);

/** Whole days until that day ends in UTC, until when the credential is taken to hold; negative afterwards. */
function daysLeft(expires: string, now: Date): number {
  return Math.floor((Date.parse(`${expires}T00:00:00Z`) + day - now.getTime()) / day);
}

/** Findings by what it is that ends; federation has no date. */
const findings = {
  secret: { ended: 'client-secret-expired', soon: 'client-secret-expires-soon' },
  certificate: { ended: 'client-certificate-expired', soon: 'client-certificate-expires-soon' },
} as const;

/** What the date of one credential says. @param covered another holds longer, so that nothing stops with this one. */
export function judgeExpiry(
  { kind, hint, expires }: Pick<ExaminedCredential, 'kind' | 'hint' | 'expires'>,
  covered: boolean,
  now: Date,
): Verdict {
  if (expires === null || kind === 'federated') return skipped(asked, 'expiry-not-entered');
  const days = daysLeft(expires, now);
  const detail = { days: String(days), hint };
  const answered = `${expires} (${hint})`;
  if (days < 0) {
    const state = covered ? 'unsure' : 'wrong';
    return fault({ asked, answered, finding: findings[kind].ended, detail, state });
  }
  const notice = [...noticeDays].sort((a, b) => a - b).find((before) => days <= before);
  if (notice === undefined || covered) return right(asked, answered, detail);
  return fault({
    asked,
    answered,
    finding: findings[kind].soon,
    detail: { ...detail, notice: String(notice) },
    state: notice === last ? 'wrong' : 'unsure',
  });
}

/** The worst of them; which one it is about stands in its answer. */
function worst(verdicts: readonly Verdict[]): Verdict | undefined {
  const order = ['wrong', 'unsure', 'right', 'skipped'];
  return [...verdicts].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))[0];
}

export const secretExpiry: Check = {
  id: 'secret-expiry',
  about: () => asked,
  async examine({ app }, { clock }) {
    const now = clock.now();
    const judged = app.credentials.map((credential) => {
      const others = app.credentials.filter((other) => other !== credential);
      return judgeExpiry(
        credential,
        others.some((other) => outlives(other, credential, now)),
        now,
      );
    });
    return worst(judged) ?? skipped(asked, 'credential-not-entered');
  },
};

/** Whether `other` goes on holding when `credential` ends. A date that nobody entered is not relied on, but federation has none. */
function outlives(other: ExaminedCredential, credential: ExaminedCredential, now: Date): boolean {
  if (other.expires === null) return other.kind === 'federated';
  return daysLeft(other.expires, now) >= 0 && other.expires > (credential.expires ?? '');
}
