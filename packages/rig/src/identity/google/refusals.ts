import { type Answer, json } from '../http/answer.ts';

/** Refused before the application is proven, or by somebody's administrator: a page, and no way back (`Error 400: ...`). */
export class AccessBlocked extends Error {
  override readonly name = 'AccessBlocked';
  readonly error: BlockedError;
  readonly status: number;

  constructor(error: BlockedError, why: string) {
    super(why);
    this.error = error;
    this.status = blocked[error];
  }
}

const blocked = {
  invalid_client: 401,
  disabled_client: 403,
  redirect_uri_mismatch: 400,
  invalid_request: 400,
  invalid_scope: 400,
  unsupported_response_type: 400,
  org_internal: 403,
  access_denied: 403,
  admin_policy_enforced: 400,
} as const;

/** What Google's page calls the reason. */
export type BlockedError = keyof typeof blocked;

export function isBlockedError(error: string): error is BlockedError {
  return Object.hasOwn(blocked, error);
}

/** Refused at the token or revocation endpoint (RFC 6749 section 5.2). */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly error: string;
  readonly status: number;
  readonly subtype: string | undefined;

  constructor(error: string, description: string, status = 400, subtype?: string) {
    super(description);
    this.error = error;
    this.status = status;
    this.subtype = subtype;
  }
}

export function tokenRefusal({ error, message, status, subtype }: TokenRefused): Answer {
  const more = subtype === undefined ? {} : { error_subtype: subtype };
  return json({ error, error_description: message, ...more }, status);
}

/** The error of a Google API: not OAuth's shape. */
export function apiRefusal(
  code: 401 | 403,
  status: string,
  reason: string,
  message: string,
  details: readonly unknown[] = [],
): Answer {
  const errors = [{ message, domain: 'global', reason }];
  return json(
    { error: { code, message, errors, status, ...(details.length === 0 ? {} : { details }) } },
    code,
    code === 401
      ? { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' }
      : {},
  );
}
