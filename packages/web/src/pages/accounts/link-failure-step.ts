import type { FailureKind } from '@mailroom/model';

/** Who goes on after linking failed, and where: try again, mend the provider app, ask whoever runs the organisation, or nobody. */
export type LinkStep = 'link' | 'provider-app' | 'organisation' | 'none';

const steps: Partial<Record<FailureKind, LinkStep>> = {
  'client-secret-wrong': 'provider-app',
  'client-secret-expired': 'provider-app',
  'secret-id-instead-of-value': 'provider-app',
  'client-unknown': 'provider-app',
  'redirect-uri-mismatch': 'provider-app',
  'tenant-not-found': 'provider-app',
  'tenant-mismatch': 'provider-app',
  'admin-consent-required': 'organisation',
  'user-not-assigned': 'organisation',
  'sign-in-blocked-by-policy': 'organisation',
  'mailbox-not-reachable': 'organisation',
  'imap-disabled': 'organisation',
  'smtp-auth-disabled': 'organisation',
  'link-already-used': 'none',
  conflict: 'none',
};

/** Anything else may be tried again: nothing was linked and nothing was harmed. */
export const linkStep = (kind: FailureKind): LinkStep => steps[kind] ?? 'link';
