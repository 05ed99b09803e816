import type { CheckResult } from '@mailroom/model';

/** Bearer tokens, should a server ever quote one back: JWTs, Microsoft's opaque tokens of personal accounts, and Google's of either kind. */
const token = /\b(?:eyJ[\w-]{10,}\.[\w-]+\.[\w-]*|EwB[\w+/=-]{40,}|ya29\.[\w.-]{20,}|1\/\/[\w-]{20,})/g;

/** A result in which neither a given secret nor anything shaped like a token is left, whatever a server quoted. */
export function withoutSecrets(result: CheckResult, secrets: readonly string[]): CheckResult {
  const clean = (text: string): string => {
    let cleaned = text.replace(token, '…');
    for (const secret of secrets) cleaned = cleaned.replaceAll(secret, '…');
    return cleaned;
  };
  const detail = Object.entries(result.detail).map(([name, value]) => [name, clean(value)]);
  return {
    ...result,
    asked: clean(result.asked),
    answered: result.answered === null ? null : clean(result.answered),
    detail: Object.fromEntries(detail),
  };
}
