/**
 * What Microsoft's refusals mean. Microsoft says to branch on the OAuth `error` (RFC 6749 5.2), since numbers and texts may change;
 * the AADSTS number only makes the answer more exact ("Microsoft identity platform error codes").
 */
import {
  Failure,
  type FailureKind,
  type FailureOrigin,
  looksLikeSecretId,
  type NextStep,
} from '@mailroom/model';

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

interface Meaning {
  origin: FailureOrigin;
  kind: FailureKind;
  next: NextStep['do'];
}

const person = (kind: FailureKind): Meaning => ({ origin: 'person', kind, next: 'reconnect' });
const administrator = (kind: FailureKind): Meaning => ({
  origin: 'administrator',
  kind,
  next: 'ask-administrator',
});
/** We asked wrongly: nobody but Mailroom's makers can mend it. */
const ours: Meaning = { origin: 'mailroom', kind: 'unexpected', next: 'nothing' };
const passing: Meaning = { origin: 'provider', kind: 'authority-failed', next: 'wait' };

const byError: Readonly<Record<string, Meaning>> = {
  invalid_client: administrator('client-secret-wrong'),
  invalid_grant: person('grant-ended'),
  interaction_required: person('grant-ended'),
  login_required: person('grant-ended'),
  consent_required: person('scope-missing'),
  access_denied: { origin: 'person', kind: 'consent-refused', next: 'retry' },
  // "The client does not exist or is not enabled for consumers" on the sign-in page has no number of its own.
  unauthorized_client: administrator('tenant-mismatch'),
  invalid_scope: administrator('scope-missing'),
  invalid_resource: administrator('scope-missing'),
  invalid_request: ours,
  unsupported_grant_type: ours,
  unsupported_response_type: ours,
  temporarily_unavailable: passing,
  server_error: passing,
};

function each(numbers: readonly number[], meaning: Meaning): [number, Meaning][] {
  return numbers.map((number) => [number, meaning]);
}

const byNumber: ReadonlyMap<number, Meaning> = new Map([
  // The app's own credentials.
  ...each([7000215, 7000218, 700025, 700027, 70002], administrator('client-secret-wrong')),
  ...each([7000222], administrator('client-secret-expired')),
  ...each([700016, 7000112, 70001], administrator('client-unknown')),
  // How the app is registered. 700084: the redirect URI stands under "SPA", whose refresh tokens end after a day.
  ...each([50011, 500113, 900971, 700084], administrator('redirect-uri-mismatch')),
  // 90038, 900432: the directory lives in another national cloud.
  ...each([90002, 90038, 900432], administrator('tenant-not-found')),
  ...each([50194, 9002332, 90124, 90130, 9001023], administrator('tenant-mismatch')),
  ...each([650053, 65005, 650057, 650056, 650052, 500011], administrator('scope-missing')),
  // What the directory of the person allows.
  ...each([90094, 90095], administrator('admin-consent-required')),
  ...each([50105], administrator('user-not-assigned')),
  ...each(
    [50097, 53000, 53001, 53002, 53003, 530003, 530032, 530035, 90072, 500212, 500213],
    administrator('sign-in-blocked-by-policy'),
  ),
  // What the person does.
  ...each([50020, 500208], person('tenant-mismatch')),
  ...each([65001], person('scope-missing')),
  ...each([65004], { origin: 'person', kind: 'consent-refused', next: 'retry' }),
  ...each([50034, 50053, 50055, 50057, 50126, 50058], person('grant-ended')),
  ...each([50072, 50074, 50076, 50078, 50079, 53004, 50158], person('grant-ended')),
  ...each([50173, 50132, 50133, 70000, 70008, 700082, 70043], person('grant-ended')),
  // One sign-in that went astray: a reloaded callback, two tabs, a tenant changed in between.
  ...each([54005], person('link-already-used')),
  ...each([501481, 50147, 700005], person('link-expired')),
  // Requests we should not have made.
  ...each([70011, 28002, 28003, 28000, 700022, 90009, 9002313, 90023, 900144, 90014], ours),
  // Throttled tenant; asked in a loop.
  ...each([90055, 50196], passing),
]);

/** Every AADSTS number with a meaning of its own; others are told by their OAuth error. */
export const knownNumbers: readonly number[] = [...byNumber.keys()];

const clientKinds: ReadonlySet<FailureKind> = new Set([
  'client-secret-wrong',
  'client-secret-expired',
  'secret-id-instead-of-value',
  'client-unknown',
]);

/** Whether the provider refuses the registered app itself, so that every account of it waits for the administrator. */
export function isProviderAppFailure(failure: Failure): boolean {
  return clientKinds.has(failure.kind);
}

/**
 * Whether a number may make an OAuth error more exact. A transient cause always may: waiting harms nobody. Otherwise an app
 * refused stays the administrator's and a grant refused never becomes the app's fault: the one would ask everybody to
 * reconnect in vain, the other would leave one person's ended grant unmended.
 */
function refines(error: string, meaning: Meaning): boolean {
  if (meaning === passing) return true;
  if (error === 'invalid_client') return meaning.origin === 'administrator';
  if (['invalid_grant', 'interaction_required', 'login_required'].includes(error)) {
    return !clientKinds.has(meaning.kind);
  }
  return !['temporarily_unavailable', 'server_error'].includes(error);
}

function meaningOf(answer: MicrosoftError, during: Phase): Meaning {
  const refined = answer.numbers
    .map((number) => byNumber.get(number))
    .find((meaning) => meaning !== undefined && refines(answer.error, meaning));
  const meaning = refined ?? byError[answer.error] ?? { ...passing, next: 'retry' };
  // Where a code is redeemed there is no grant yet that could have ended: the code was old, or used.
  if (during !== 'refresh' && meaning.kind === 'grant-ended') return person('link-expired');
  return meaning;
}

/** Which step the provider refused. */
export type Phase = 'authorize' | 'redeem' | 'refresh';

/**
 * @param app whose secret was sent: Microsoft's text for a wrong secret always speaks of the Secret ID, so only the secret's
 *   own shape tells whether that is the mistake.
 * @param retryAt when the provider said to come back.
 */
export function microsoftFailure(
  answer: MicrosoftError,
  context: { during: Phase; clientSecret: string; retryAt: Date | null; cause?: unknown },
): Failure {
  const meaning = meaningOf(answer, context.during);
  const secretId = meaning.kind === 'client-secret-wrong' && looksLikeSecretId(context.clientSecret);
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

function nextStep(next: NextStep['do'], context: { during: Phase; retryAt: Date | null }): NextStep {
  if (next === 'wait') return { do: 'wait', until: context.retryAt?.toISOString() ?? null };
  // A person in the middle of signing in has nothing linked yet that could be re-connected.
  if (next === 'reconnect' && context.during !== 'refresh') return { do: 'retry' };
  return { do: next };
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
