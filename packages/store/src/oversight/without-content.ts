import type { FailureKind, FailureWire } from '@mailroom/model';

/** Details that are about servers and registrations, which administrators look after. */
const named = new Set([
  'host',
  'port',
  'providerAppId',
  'mailbox',
  'address',
  'provider',
  'missing',
  'granted',
]);

/**
 * What was refused before any mailbox was open, by identity providers and at the door of mail servers: nobody who answers then knows of a
 * folder or a message yet.
 */
const outside: ReadonlySet<FailureKind> = new Set([
  'provider-app-incomplete',
  'secret-id-instead-of-value',
  'client-secret-wrong',
  'client-secret-expired',
  'client-certificate-refused',
  'client-certificate-expired',
  'federated-token-refused',
  'federated-token-missing',
  'client-unknown',
  'redirect-uri-mismatch',
  'tenant-not-found',
  'tenant-mismatch',
  'consent-refused',
  'admin-consent-required',
  'user-not-assigned',
  'sign-in-blocked-by-policy',
  'scope-missing',
  'grant-ended',
  'authority-unreachable',
  'authority-failed',
  'host-not-found',
  'host-refused-by-policy',
  'connection-refused',
  'certificate-invalid',
  'starttls-missing',
  'login-refused',
  'login-unavailable',
  'mailbox-not-reachable',
  'organisation-mailbox-refused',
  'shared-mailbox-refused',
  'imap-disabled',
  'smtp-auth-disabled',
  'too-many-connections',
]);

/** A failure as an administrator may read it: a server's words may name a folder or quote a message. */
export function withoutContent(failure: FailureWire): FailureWire {
  const detail = Object.fromEntries(Object.entries(failure.detail).filter(([name]) => named.has(name)));
  return { ...failure, detail, quote: outside.has(failure.kind) ? failure.quote : null };
}
