import { expect, it } from 'vitest';
import { consentOutcome } from './consent-outcome.ts';

it.each([
  [undefined, 'granted'],
  ['consent-refused', 'refused'],
  ['admin-consent-required', 'not-administrator'],
  ['link-expired', 'expired'],
  ['client-unknown', 'failed'],
  ['no such kind', 'failed'],
] as const)('reads %s as %s', (failure, outcome) => {
  expect(consentOutcome(failure)).toBe(outcome);
});
