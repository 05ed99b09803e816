import { type FailureKind, failureKind } from '@mailroom/model';

export const consentOutcomes = ['granted', 'refused', 'not-administrator', 'expired', 'failed'] as const;
export type ConsentOutcome = (typeof consentOutcomes)[number];

const outcomes: Partial<Record<FailureKind, ConsentOutcome>> = {
  'consent-refused': 'refused',
  'admin-consent-required': 'not-administrator',
  'link-expired': 'expired',
};

/** @param failure the kind in the page's address; none means that access was granted. */
export function consentOutcome(failure: string | undefined): ConsentOutcome {
  if (failure === undefined) return 'granted';
  const kind = failureKind.safeParse(failure);
  return (kind.success ? outcomes[kind.data] : undefined) ?? 'failed';
}
