/** Finds Microsoft's refusal in whatever carries it: a redirection's query, JSON, or a page for a browser. */
import type { Failure } from '@mailroom/model';
import type { AppCredential } from '../../ports/accounts.ts';
import { microsoftFailure, readMicrosoftError } from '../../provider/oauth2/microsoft-errors.ts';
import type { Phase } from '../../provider/oauth2/refusal.ts';
import { jsonObject } from './http.ts';

/** Pages hold the sentence in their markup or, escaped, in a script. */
function describedInPage(page: string): string | null {
  const [found] = /AADSTS\d{4,8}: [^<"]{0,1000}/.exec(page) ?? [];
  if (found === undefined) return null;
  return found
    .replace(/\\u00([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\r|\\n/g, ' ')
    .replace(/&#0*39;|&#x27;|&apos;/gi, "'")
    .replace(/&quot;|&#0*34;/gi, '"')
    .replace(/&amp;/g, '&');
}

/** @param credential that was sent with the request; null where none was. */
export function refusalIn(
  carrier: URLSearchParams | string,
  during: Phase,
  credential: AppCredential | null = null,
): Failure | null {
  const fields = carrier instanceof URLSearchParams ? Object.fromEntries(carrier) : fieldsOf(carrier);
  if (typeof fields?.error !== 'string') return null;
  return microsoftFailure(readMicrosoftError(fields), { during, credential, retryAt: null });
}

function fieldsOf(body: string): Record<string, unknown> | null {
  const json = jsonObject(body);
  if (json !== null) return json;
  const description = describedInPage(body);
  return description === null ? null : { error: 'unknown', error_description: description };
}
