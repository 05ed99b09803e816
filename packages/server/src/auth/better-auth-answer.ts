/** What better-auth answers, as failures of the model. */
import type { Failure } from '@mailroom/model';
import { z } from 'zod';
import { invalidRequest, notSignedIn, tooManyRequests } from '../http/refusals.ts';
import { codeWrong } from './code-wrong.ts';
import { passkeyRefused } from './passkey-refused.ts';

const refusal = z.object({ code: z.string() });

/** Seconds that better-auth keeps a person's second factor shut after ten wrong codes in a row. */
const lockedSeconds = 15 * 60;

function failureOf(code: string): Failure {
  switch (code) {
    case 'INVALID_CODE':
    case 'INVALID_BACKUP_CODE':
      return codeWrong();
    case 'ACCOUNT_TEMPORARILY_LOCKED':
      return tooManyRequests(lockedSeconds);
    case 'INVALID_TWO_FACTOR_COOKIE':
    case 'TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE':
    case 'SESSION_REQUIRED':
    case 'UNAUTHORIZED':
      return notSignedIn();
    case 'CHALLENGE_NOT_FOUND':
    case 'PASSKEY_NOT_FOUND':
    case 'AUTHENTICATION_FAILED':
    case 'FAILED_TO_VERIFY_REGISTRATION':
    case 'YOU_ARE_NOT_ALLOWED_TO_REGISTER_THIS_PASSKEY':
      return passkeyRefused(code);
    case 'TOTP_ALREADY_ENABLED':
    case 'TOTP_NOT_ENABLED':
    case 'TWO_FACTOR_NOT_ENABLED':
      return invalidRequest({ secondFactor: code.toLowerCase().replaceAll('_', '-') });
    default:
      throw new Error(`better-auth refused with ${code}`);
  }
}

/** @throws Failure where the answer is a refusal. */
export async function accepted(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  const refused = refusal.safeParse(await answer.json().catch(() => undefined)).data;
  if (!refused) throw new Error(`better-auth answered with status ${answer.status}`);
  throw failureOf(refused.code);
}
