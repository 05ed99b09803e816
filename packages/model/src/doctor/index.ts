/**
 * The *doctor* examines a provider app: what was asked, what came back, which entry of the failure catalogue that is. `right` was
 * seen to work; `wrong` needs somebody; `unsure` could not be told from here, or passes by itself; `skipped` was not asked.
 */
import { z } from 'zod';

/** In the order in which they are shown. Each is one file of the engine's doctor; a report holds those that the provider has. */
export const checkId = z.enum([
  'own-address',
  'clock',
  'authority',
  'registration',
  'secret',
  'secret-expiry',
  'sign-in',
  'imap-server',
  'smtp-server',
  'rehearsal-refresh',
  'rehearsal-scopes',
  'rehearsal-identity',
  'rehearsal-imap',
  'rehearsal-folders',
  'rehearsal-smtp',
  'rehearsal-aliases',
]);
export type CheckId = z.infer<typeof checkId>;

export const checkState = z.enum(['right', 'wrong', 'unsure', 'skipped']);
export type CheckState = z.infer<typeof checkState>;

/**
 * Why a check was not made. `tenant-not-named`: the secret can be tried alone only where the app names one directory; the
 * sign-in of a person tries it otherwise.
 */
export const skipReason = z.enum([
  'tenant-not-named',
  'expiry-not-entered',
  'client-id-not-entered',
  'credential-not-entered',
  'nobody-signed-in-yet',
  'no-mailbox-chosen',
  'earlier-step-failed',
]);
export type SkipReason = z.infer<typeof skipReason>;

export const checkResult = z.object({
  id: checkId,
  state: checkState,
  /** The request itself, e.g. `GET https://login.microsoftonline.com/...`; a protocol's words, the same in every language. */
  asked: z.string(),
  /** What came back, as a quotation without secrets; null where nothing did. */
  answered: z.string().nullable(),
  /** Id of the catalogue's entry: `catalogue:<finding>.what` and `.mend`. Null also for a code that the catalogue does not know. */
  finding: z.string().nullable(),
  /** The provider's own code, e.g. `AADSTS50011`. */
  code: z.string().nullable(),
  /** What the sentences interpolate, and `traceId`, `correlationId` and `timestamp` where the provider gave them. */
  detail: z.record(z.string(), z.string()),
  /** Set exactly when the state is `skipped`. */
  skipped: skipReason.nullable(),
  /** The page of the portal where it is mended. */
  where: z.url().nullable(),
});
export type CheckResult = z.infer<typeof checkResult>;

export const doctorReport = z.object({
  providerAppId: z.string(),
  name: z.string(),
  /** `wrong` if a check is, otherwise `unsure` if one is. */
  state: z.enum(['right', 'wrong', 'unsure']),
  checkedAt: z.iso.datetime(),
  by: z.enum(['administrator', 'night', 'command-line']),
  checks: z.array(checkResult),
});
export type DoctorReport = z.infer<typeof doctorReport>;

/** The state of a report from its checks; what was skipped says nothing. */
export function reportState(checks: readonly Pick<CheckResult, 'state'>[]): DoctorReport['state'] {
  const has = (state: CheckState): boolean => checks.some((check) => check.state === state);
  return has('wrong') ? 'wrong' : has('unsure') ? 'unsure' : 'right';
}
