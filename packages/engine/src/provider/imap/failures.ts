/**
 * The one place where what went wrong in an IMAP session becomes a `Failure`.
 *
 * Three layers speak here: the operating system (Node's `code`), imapflow (its own `code`, and fields it adds to errors), and the
 * server (response codes of RFC 9051 7.1 and RFC 5530, and the plain words of those who send no code).
 */
import { Failure, type FailureOptions } from '@mailroom/model';

/** What imapflow and Node hang on the errors they throw. All of it is optional, and none of it is trusted. */
export interface ProtocolError {
  code?: unknown;
  message?: unknown;
  cause?: unknown;
  /** imapflow sets it for any NO or BAD to a login, `[UNAVAILABLE]` included. */
  authenticationFailed?: unknown;
  serverResponseCode?: unknown;
  responseStatus?: unknown;
  responseText?: unknown;
  response?: unknown;
  oauthError?: unknown;
  throttleReset?: unknown;
  tlsFailed?: unknown;
  /** Text of the server's BYE, on the error of every command it cut off. */
  reason?: unknown;
}

export interface FailureContext {
  host: string;
  now: Date;
  /** The folder that was being worked on, for the sentence. */
  folder?: string;
}

const certificate =
  /^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET|VERIFY|DECRYPT|DECODE)|HOSTNAME_MISMATCH|INVALID_PURPOSE)/;
const timedOut = new Set([
  'ETIMEDOUT',
  'ETIMEOUT',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
  'LockTimeout',
]);
const refused = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);
const lost = new Set([
  'ECONNRESET',
  'EPIPE',
  'ECONNABORTED',
  'NoConnection',
  'EConnectionClosed',
  'StateLogout',
  'ClosedAfterConnectTLS',
  'ClosedAfterConnectText',
]);
const unnamed = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME']);

/** imapflow has no code for it: the server offers no mechanism for what we hold, a token or a password. */
const noWayToLogIn = /^Unsupported authentication mechanism$/;

/** Exchange names its waiting time in milliseconds; without one, five minutes is the longest it usually asks for. */
const unnamedThrottleMilliseconds = 5 * 60_000;

/** Any error out of imapflow, a socket or a TLS handshake as a `Failure`. A `Failure` stays what it is. */
export function imapFailure(thrown: unknown, context: FailureContext): Failure {
  const known = nestedFailure(thrown);
  if (known) return known;
  const error = refusalBehind(typeof thrown === 'object' && thrown !== null ? thrown : {});
  const words = serverWords(error);
  const options = classify(error, words, context);
  return new Failure({
    code: responseCode(error, words),
    quote: words || null,
    ...options,
    detail: {
      host: context.host,
      ...(context.folder === undefined ? {} : { folder: context.folder }),
      ...options.detail,
    },
    cause: thrown,
  });
}

/** The session ended because its access token did; a new one continues as if nothing had happened. */
export function isTokenExpiry(failure: Failure): boolean {
  return failure.kind === 'connection-lost' && failure.code === 'AccessTokenExpired';
}

/** The server asked for patience (Exchange: "Suggested Backoff Time: N milliseconds"). */
export function throttled(milliseconds: number, quote: string | null, context: FailureContext): Failure {
  return new Failure({
    origin: 'provider',
    kind: 'throttled',
    next: { do: 'wait', until: new Date(context.now.getTime() + milliseconds).toISOString() },
    quote,
    detail: { host: context.host },
  });
}

function classify(error: ProtocolError, words: string, context: FailureContext): FailureOptions {
  const code = typeof error.code === 'string' ? error.code : '';
  if (code === 'ETHROTTLE' || /request is throttled/i.test(words)) {
    const milliseconds = Number(error.throttleReset) || backOffTime(words) || unnamedThrottleMilliseconds;
    const until = new Date(context.now.getTime() + milliseconds).toISOString();
    return { origin: 'provider', kind: 'throttled', next: { do: 'wait', until } };
  }
  if (/AccessTokenExpired/.test(words)) {
    return {
      origin: 'provider',
      kind: 'connection-lost',
      next: { do: 'retry' },
      code: 'AccessTokenExpired',
    };
  }
  const answer = classifyAnswer(error, words);
  if (answer) return answer;
  if (certificate.test(code)) {
    return { origin: 'provider', kind: 'certificate-invalid', next: { do: 'choose' }, code };
  }
  if (error.tlsFailed === true) {
    return { origin: 'provider', kind: 'starttls-missing', next: { do: 'choose' }, code: code || null };
  }
  const network = (kind: FailureOptions['kind']): FailureOptions => ({
    origin: 'network',
    kind,
    next: { do: 'wait', until: null },
    code,
  });
  if (unnamed.has(code)) return network('host-not-found');
  if (refused.has(code)) return network('connection-refused');
  if (timedOut.has(code)) return network('connection-timed-out');
  if (lost.has(code)) return network('connection-lost');
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    return { origin: 'provider', kind: 'protocol-error', next: { do: 'choose' }, code };
  }
  return { origin: 'provider', kind: 'protocol-error', next: { do: 'retry' } };
}

/** What a NO, BAD or BYE says. Undefined where the server did not say anything that names a kind. */
function classifyAnswer(error: ProtocolError, words: string): FailureOptions | undefined {
  const code = responseCode(error, words);
  if (/authenticated but not connected/i.test(words)) {
    return { origin: 'provider', kind: 'mailbox-not-reachable', next: { do: 'wait', until: null } };
  }
  if (/too many (simultaneous )?connections/i.test(words) || /maximum number of connections/i.test(words)) {
    return { origin: 'provider', kind: 'too-many-connections', next: { do: 'wait', until: null } };
  }
  // Gmail, at login or later, for up to a day: "[OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)".
  if (/exceeded (?:command or )?bandwidth limits/i.test(words)) {
    return { origin: 'provider', kind: 'throttled', next: { do: 'wait', until: null } };
  }
  switch (code) {
    // RFC 5530: the server could not ask its own back end. The credentials were not judged, and
    // asking a person to type them again would be wrong.
    case 'UNAVAILABLE':
    case 'INUSE':
    case 'SERVERBUG':
    case 'CONTACTADMIN':
      return error.authenticationFailed === true
        ? { origin: 'provider', kind: 'login-unavailable', next: { do: 'wait', until: null } }
        : { origin: 'provider', kind: 'protocol-error', next: { do: 'wait', until: null } };
    case 'THROTTLED':
    case 'LIMIT':
      return { origin: 'provider', kind: 'throttled', next: { do: 'wait', until: null } };
    default:
  }
  if (error.authenticationFailed === true || noWayToLogIn.test(String(error.message ?? ''))) {
    if (/imap (access )?(is )?(disabled|not enabled)|not enabled for imap/i.test(words)) {
      return { origin: 'administrator', kind: 'imap-disabled', next: { do: 'ask-administrator' } };
    }
    return { origin: 'person', kind: 'login-refused', next: { do: 'reconnect' } };
  }
  if (typeof error.reason === 'string' && error.reason !== '') {
    return { origin: 'network', kind: 'connection-lost', next: { do: 'wait', until: null } };
  }
  if (code === 'NONEXISTENT' || error.code === 'NotFound') {
    return { origin: 'provider', kind: 'folder-not-selectable', next: { do: 'nothing' } };
  }
  return undefined;
}

/** imapflow asks LIST about a folder that was refused; where that tells nothing of it, what the server said hangs on its own conclusion. */
function refusalBehind(error: ProtocolError): ProtocolError {
  const { code, response } = error;
  return code === 'NotFound' && typeof response === 'object' ? { ...response, code } : error;
}

function backOffTime(words: string): number {
  return Number(/backoff time[:=\s]+(\d+)/i.exec(words)?.[1] ?? 0);
}

/** RFC 5530 response code: from imapflow's field, else from the response it parsed or read off the text. */
function responseCode(error: ProtocolError, words: string): string | null {
  const { serverResponseCode = parsedCode(error.response) } = error;
  if (typeof serverResponseCode === 'string') return serverResponseCode.toUpperCase();
  return /\[([A-Z][A-Z0-9-]*)/.exec(words)?.[1] ?? null;
}

/** Of some commands imapflow keeps the response as it parsed it, and names its code nowhere else. */
function parsedCode(response: unknown): unknown {
  if (typeof response !== 'object' || response === null || !('attributes' in response)) return undefined;
  const [first] = Array.isArray(response.attributes)
    ? (response.attributes as { section?: { value?: unknown }[] }[])
    : [];
  return first?.section?.[0]?.value;
}

function serverWords(error: ProtocolError): string {
  const said = [error.reason, error.responseText, error.response, error.oauthError].find(
    (value) => typeof value === 'string' && value !== '',
  );
  return typeof said === 'string' ? said : '';
}

/** An egress policy refuses inside the socket's own lookup; its `Failure` arrives as it is or as a cause. */
function nestedFailure(thrown: unknown): Failure | undefined {
  for (let error = thrown, depth = 0; depth < 4 && typeof error === 'object' && error !== null; depth += 1) {
    if (error instanceof Failure) return error;
    error = (error as ProtocolError).cause;
  }
  return undefined;
}
