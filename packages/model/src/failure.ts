/**
 * The one failure type of Mailroom (DESIGN 7): who failed × what kind × what may be done next, plus the provider's own
 * code and words, and the cause. An empty result and a failed request are never the same value: what cannot be done throws
 * a `Failure`, and the screen turns its kind into a sentence in the person's language and its next step into a button.
 */
import { z } from 'zod';

/** Who failed, and so who must act. */
export const failureOrigin = z.enum(['person', 'administrator', 'provider', 'network', 'mailroom']);
export type FailureOrigin = z.infer<typeof failureOrigin>;

/**
 * What went wrong. One kind is one sentence in every locale file (`failures.<kind>`); a kind without a sentence fails the
 * locale test. Kinds are never reused with another meaning: clients of the API branch on them.
 */
export const failureKind = z.enum([
  // requests
  'invalid-request',
  'not-signed-in',
  'not-allowed',
  'not-found',
  'conflict',
  'too-many-requests',
  'setup-link-used',
  'invitation-invalid',
  'organisation-policy',
  // signing in
  'password-wrong',
  'code-wrong',
  'passkey-refused',
  'sign-in-too-old',
  'sign-in-unknown',
  'sign-in-taken',
  'sign-in-address-unknown',
  'invitation-other-address',
  'sign-in-way-closed',
  'second-factor-demanded',
  'recovery-link-used',
  'key-scope-missing',
  // linking and tokens
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
  'link-expired',
  'link-already-used',
  'other-mailbox-signed-in',
  'scope-missing',
  'grant-ended',
  'authority-unreachable',
  'authority-failed',
  // mail servers
  'host-not-found',
  'host-refused-by-policy',
  'connection-refused',
  'connection-timed-out',
  'connection-lost',
  'certificate-invalid',
  'starttls-missing',
  'login-refused',
  'login-unavailable',
  'mailbox-not-reachable',
  'organisation-mailbox-refused',
  'shared-mailbox-refused',
  'imap-disabled',
  'smtp-auth-disabled',
  'throttled',
  'too-many-connections',
  'protocol-error',
  'folder-not-selectable',
  'folder-invalid',
  'account-paused',
  // acting on mail and folders
  'flag-refused',
  'move-refused',
  'original-kept',
  'left-marked',
  'delete-refused',
  'mailbox-full',
  'folder-gone',
  'folder-exists',
  'folder-name-refused',
  'folder-fixed',
  'folder-has-folders',
  'folder-not-empty',
  // sending
  'sender-refused',
  'send-as-denied',
  'organisation-sending-refused',
  'recipient-refused',
  'message-refused',
  'message-too-large',
  'outcome-unknown',
  // this machine
  'disk-full',
  'message-unreadable',
  'unexpected',
]);
export type FailureKind = z.infer<typeof failureKind>;

/** What may be done next. `choose` means the person decides between the actions the screen offers. */
export const nextStep = z.discriminatedUnion('do', [
  z.object({ do: z.literal('nothing') }),
  z.object({ do: z.literal('wait'), until: z.iso.datetime().nullable() }),
  z.object({ do: z.literal('retry') }),
  z.object({ do: z.literal('reconnect') }),
  z.object({ do: z.literal('ask-administrator') }),
  z.object({ do: z.literal('choose') }),
]);
export type NextStep = z.infer<typeof nextStep>;

/** The wire form. `quote` is the provider's own text: shown as a quotation, never as the explanation. */
export const failureWire = z.object({
  origin: failureOrigin,
  kind: failureKind,
  next: nextStep,
  /** The provider's own code, e.g. `AADSTS7000215`, `535 5.7.139`, `AUTHENTICATIONFAILED`. */
  code: z.string().nullable(),
  quote: z.string().nullable(),
  /** Names what the failure is about, for the sentence: a host, a field path, an address. Never a secret. */
  detail: z.record(z.string(), z.string()),
});
export type FailureWire = z.infer<typeof failureWire>;

/** The body of every API answer with a status of 400 or more. */
export const failureBody = z.object({ failure: failureWire });

export interface FailureOptions {
  origin: FailureOrigin;
  kind: FailureKind;
  next?: NextStep;
  code?: string | null;
  quote?: string | null;
  detail?: Record<string, string>;
  cause?: unknown;
}

const quoteLimit = 500;

export class Failure extends Error {
  readonly origin: FailureOrigin;
  readonly kind: FailureKind;
  readonly next: NextStep;
  readonly code: string | null;
  readonly quote: string | null;
  readonly detail: Record<string, string>;

  constructor(options: FailureOptions) {
    super(`${options.origin}: ${options.kind}${options.code ? ` (${options.code})` : ''}`, {
      cause: options.cause,
    });
    this.name = 'Failure';
    this.origin = options.origin;
    this.kind = options.kind;
    this.next = options.next ?? { do: 'nothing' };
    this.code = options.code ?? null;
    this.quote = options.quote ? options.quote.slice(0, quoteLimit) : null;
    this.detail = options.detail ?? {};
  }

  toWire(): FailureWire {
    const { origin, kind, next, code, quote, detail } = this;
    return { origin, kind, next, code, quote, detail };
  }
}

/** Any thrown value as a `Failure`; what nobody classified is Mailroom's own fault and keeps its cause for the log. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  return new Failure({ origin: 'mailroom', kind: 'unexpected', next: { do: 'retry' }, cause: thrown });
}
