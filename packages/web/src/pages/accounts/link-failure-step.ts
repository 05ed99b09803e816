import type { FailureKind } from '@mailroom/model';

/** Who goes on after linking failed, and where: try again, mend the provider app, ask whoever runs the organisation, or nobody. */
export type LinkStep = 'link' | 'provider-app' | 'organisation' | 'none';

const steps: Partial<Record<FailureKind, LinkStep>> = {
  'client-secret-wrong': 'provider-app',
  'client-secret-expired': 'provider-app',
  'secret-id-instead-of-value': 'provider-app',
  'client-certificate-refused': 'provider-app',
  'client-certificate-expired': 'provider-app',
  'federated-token-refused': 'provider-app',
  'federated-token-missing': 'provider-app',
  'provider-app-incomplete': 'provider-app',
  'client-unknown': 'provider-app',
  'redirect-uri-mismatch': 'provider-app',
  'tenant-not-found': 'provider-app',
  'tenant-mismatch': 'provider-app',
  'admin-consent-required': 'organisation',
  'user-not-assigned': 'organisation',
  'sign-in-blocked-by-policy': 'organisation',
  'mailbox-not-reachable': 'organisation',
  'shared-mailbox-refused': 'organisation',
  'organisation-mailbox-refused': 'organisation',
  'imap-disabled': 'organisation',
  'smtp-auth-disabled': 'organisation',
  'link-already-used': 'none',
  conflict: 'none',
};

/** Anything else may be tried again: nothing was linked and nothing was harmed. */
export const linkStep = (kind: FailureKind): LinkStep => steps[kind] ?? 'link';
