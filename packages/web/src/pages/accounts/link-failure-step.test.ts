import { failureKind } from '@mailroom/model';
import { expect, it } from 'vitest';
import { linkStep } from './link-failure-step.ts';

it('sends everything about the registration to the provider app', () => {
  const registration = failureKind.options.filter((kind) =>
    /^(client|federated|tenant|redirect)-/.test(kind),
  );
  expect(registration).toHaveLength(10);
  for (const kind of registration) expect(linkStep(kind), kind).toBe('provider-app');
});

it('offers another try for what a person or the network can mend, and none for what is done already', () => {
  for (const kind of ['consent-refused', 'link-expired', 'authority-unreachable', 'unexpected'] as const)
    expect(linkStep(kind), kind).toBe('link');
  expect(linkStep('link-already-used')).toBe('none');
  expect(linkStep('admin-consent-required')).toBe('organisation');
});
