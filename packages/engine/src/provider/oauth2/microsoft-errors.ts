/**
 * What Microsoft's refusals mean. Microsoft says to branch on the OAuth `error` (RFC 6749 5.2), since numbers and texts may change;
 * the AADSTS number only makes the answer more exact. What each means stands in the failure catalogue of the model.
 */
import { Failure, type FailureKind, looksLikeSecretId } from '@mailroom/model';
import { entryOfNumber, entryOfOAuthError, type Meaning } from '@mailroom/model/catalogue/index';
import { nextStep, type RefusalContext } from './refusal.ts';
import { credentialKinds } from './try-credentials.ts';

/** An error answer of the authorize or token endpoint. */
export interface MicrosoftError {
  /** The OAuth error code, e.g. `invalid_grant`. */
  error: string;
  description: string;
  suberror: string | null;
  /** AADSTS numbers, the most exact first. */
  numbers: readonly number[];
  traceId: string | null;
  correlationId: string | null;
  timestamp: string | null;
}

const passing: Meaning = { origin: 'provider', kind: 'authority-failed', next: 'wait' };

const clientKinds: ReadonlySet<FailureKind> = new Set([...credentialKinds, 'client-unknown']);

/** Whether the provider refuses the registered app itself, so that every account of it waits for the administrator. */
export function isProviderAppFailure(failure: Failure): boolean {
  return clientKinds.has(failure.kind);
}

/**
 * Whether a number may make an OAuth error more exact. A transient cause always may: waiting harms nobody. Otherwise an app
 * refused stays the administrator's and a grant refused never becomes the app's fault: the one would ask everybody to
 * reconnect in vain, the other would leave one person's ended grant unmended.
 */
function refines(error: string, meaning: Meaning, { credential }: RefusalContext): boolean {
  if (meaning.kind === passing.kind) return true;
  // An assertion that does not verify is at times answered as a grant that is not valid; no grant of ours is an assertion.
  if (credential?.kind !== 'secret' && assertionKinds.has(meaning.kind)) return true;
  if (error === 'invalid_client') return meaning.origin === 'administrator';
  if (['invalid_grant', 'interaction_required', 'login_required'].includes(error)) {
    // A number for a fault of ours (a refresh token that is none, 9002313) must not hide that the grant is of no use: the person
    // would wait for what only signing in again mends.
    return !clientKinds.has(meaning.kind) && meaning.kind !== 'unexpected';
  }
  return !['temporarily_unavailable', 'server_error'].includes(error);
}

const assertionKinds: ReadonlySet<FailureKind> = new Set([
  'client-certificate-refused',
  'client-certificate-expired',
  'federated-token-refused',
]);

function meaningOf(answer: MicrosoftError, context: RefusalContext): Meaning {
  const refined = answer.numbers
    .map((number) => entryOfNumber(number)?.meaning)
    .find((meaning) => meaning !== undefined && refines(answer.error, meaning, context));
  const meaning = refined ?? entryOfOAuthError(answer.error)?.meaning ?? { ...passing, next: 'retry' };
  // Where a code is redeemed there is no grant yet that could have ended: the code was old, or used.
  if (context.during !== 'refresh' && meaning.kind === 'grant-ended')
    return { ...meaning, kind: 'link-expired' };
  return meaning;
}

export function microsoftFailure(answer: MicrosoftError, context: RefusalContext): Failure {
  const meaning = meaningOf(answer, context);
  const { credential } = context;
  // Microsoft's text for a wrong secret always speaks of the Secret ID: only the shape tells whether that is the mistake.
  const secretId =
    meaning.kind === 'client-secret-wrong' &&
    credential?.kind === 'secret' &&
    looksLikeSecretId(credential.value);
  const number = answer.numbers[0];
  const detail: Record<string, string> = { error: answer.error };
  if (answer.suberror !== null) detail.suberror = answer.suberror;
  if (answer.traceId !== null) detail.traceId = answer.traceId;
  if (answer.correlationId !== null) detail.correlationId = answer.correlationId;
  if (answer.timestamp !== null) detail.timestamp = answer.timestamp;

  return new Failure({
    origin: meaning.origin,
    kind: secretId ? 'secret-id-instead-of-value' : meaning.kind,
    next: nextStep(meaning.next, context),
    code: number === undefined ? answer.error : `AADSTS${number}`,
    quote: answer.description || null,
    detail,
    cause: context.cause,
  });
}

const aadsts = /AADSTS(\d{4,8})/g;

/** Reads Microsoft's error answer: the JSON body of the token endpoint, or the parameters of a callback. */
export function readMicrosoftError(body: Readonly<Record<string, unknown>>): MicrosoftError {
  const text = (name: string): string | null => {
    const value = body[name];
    return typeof value === 'string' && value !== '' ? value.slice(0, 2000) : null;
  };
  const description = text('error_description') ?? '';
  const listed = Array.isArray(body.error_codes) ? body.error_codes : [];
  const numbers = [
    ...listed.filter((code): code is number => Number.isSafeInteger(code)),
    ...[...description.matchAll(aadsts)].map(([, digits]) => Number(digits)),
  ];
  return {
    error: text('error') ?? 'unknown',
    description,
    suberror: text('suberror'),
    numbers: [...new Set(numbers)].slice(0, 10),
    traceId: text('trace_id') ?? field(description, 'Trace ID'),
    correlationId: text('correlation_id') ?? field(description, 'Correlation ID'),
    timestamp: text('timestamp') ?? field(description, 'Timestamp'),
  };
}

/** Callbacks carry the trace only inside the description: "... Trace ID: 0f.. Correlation ID: 3a.. Timestamp: 2026-..". */
function field(description: string, name: 'Trace ID' | 'Correlation ID' | 'Timestamp'): string | null {
  const at = description.indexOf(`${name}: `);
  if (at === -1) return null;
  const rest = description.slice(at + name.length + 2);
  const value = name === 'Timestamp' ? /^[\d-]+ [\d:]+Z?/.exec(rest) : /^[0-9a-fA-F-]+/.exec(rest);
  return value?.[0] ?? null;
}

/** Refusals meant for a browser are pages; the code stands in their text. */
export function microsoftErrorInPage(page: string): Readonly<Record<string, unknown>> | null {
  const [description] = /AADSTS\d{4,8}: [^<]{0,1000}/.exec(page) ?? [];
  return description === undefined ? null : { error: 'unknown', error_description: description };
}
