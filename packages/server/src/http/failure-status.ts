import type { Failure, FailureKind } from '@mailroom/model';

const statuses: Partial<Record<FailureKind, number>> = {
  'invalid-request': 400,
  'secret-id-instead-of-value': 400,
  'not-signed-in': 401,
  'not-allowed': 403,
  'organisation-policy': 403,
  'not-found': 404,
  conflict: 409,
  'account-paused': 409,
  'setup-link-used': 410,
  'invitation-invalid': 410,
  'password-wrong': 403,
  'code-wrong': 403,
  'sign-in-too-old': 403,
  'second-factor-demanded': 403,
  'recovery-link-used': 410,
  'key-scope-missing': 403,
  'message-too-large': 413,
  'too-many-requests': 429,
  unexpected: 500,
  'disk-full': 507,
};

/**
 * The one mapping from failures to HTTP statuses (RFC 9110 15). What a mail server or an identity provider refused is 422: the
 * request was understood and could not be carried out. 502 and 504 are left to proxies, which replace the bodies of theirs.
 */
export function statusOf(failure: Failure): number {
  return statuses[failure.kind] ?? 422;
}
