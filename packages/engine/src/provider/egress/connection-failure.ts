/** Why a connection to a mail server could not be opened or kept, from the error of Node's net, tls or dns. */
import { Failure, type FailureKind, type FailureOrigin } from '@mailroom/model';

const kinds: Readonly<Record<string, FailureKind>> = {
  ENOTFOUND: 'host-not-found',
  EAI_AGAIN: 'host-not-found',
  ECONNREFUSED: 'connection-refused',
  EHOSTUNREACH: 'connection-refused',
  ENETUNREACH: 'connection-refused',
  ETIMEDOUT: 'connection-timed-out',
  ECONNRESET: 'connection-lost',
  EPIPE: 'connection-lost',
};

const certificateCode =
  /^(?:CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|INVALID_CA|ERR_SSL_|ERR_TLS_|EPROTO$)/;

/** Whether an error code is of TLS: OpenSSL's verification and handshake, Node's host name check. The server is not proven to be itself. */
export function isCertificateCode(code: string): boolean {
  return certificateCode.test(code);
}

function codeOf(thrown: unknown): string | null {
  let at = thrown;
  for (let depth = 0; depth < 4 && at instanceof Error; depth += 1) {
    if (at instanceof AggregateError && at.errors.length > 0) at = at.errors[0];
    if (at instanceof Error && 'code' in at && typeof at.code === 'string') return at.code;
    at = at instanceof Error ? at.cause : null;
  }
  return null;
}

/** @param thrown an error of connecting or of an open connection; a `Failure` stays as it is. */
export function connectionFailure(thrown: unknown, target: { host: string; port: number }): Failure {
  if (thrown instanceof Failure) return thrown;
  const code = codeOf(thrown);
  const certificate = code !== null && isCertificateCode(code);
  const kind: FailureKind = certificate ? 'certificate-invalid' : (kinds[code ?? ''] ?? 'connection-lost');
  const origin: FailureOrigin = certificate ? 'provider' : 'network';
  return new Failure({
    origin,
    kind,
    next: { do: 'wait', until: null },
    code,
    detail: { host: target.host, port: String(target.port) },
    cause: thrown,
  });
}
