import { type AadstsCode, catalogue, type Refusal } from './aadsts.ts';

/** What an error answer carries so that a support request can be matched with a log. */
export interface Trace {
  readonly traceId: string;
  readonly correlationId: string;
  readonly at: Date;
}

/**
 * A refusal on its way to the client. `message` is the sentence without number and trace.
 * Thrown by validation; the endpoint that catches it decides between page, redirect and JSON.
 */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
  readonly code: AadstsCode;
  readonly error: string;
  readonly status: number;
  readonly suberror: string | undefined;

  constructor(code: AadstsCode, details: Readonly<Record<string, string>> = {}, error?: string) {
    const refusal: Refusal = catalogue[code];
    super(refusal.text.replace(/\{(\w+)\}/g, (_, name: string) => details[name] ?? ''));
    this.code = code;
    this.error = error ?? refusal.error;
    this.status = refusal.status;
    this.suberror = refusal.suberror;
  }
}

/** The sentence for a number, for the explainer page; undefined when the number is not in the catalogue. */
export function explanation(code: string): string | undefined {
  const refusal: Refusal | undefined = Object.hasOwn(catalogue, code)
    ? catalogue[Number(code) as AadstsCode]
    : undefined;
  return refusal?.text.replace(/\{\w+\}/g, '…');
}

/** `error_description` as Microsoft shapes it: number, sentence, then the trace in one line. */
export function describe(refused: SignInRefused, trace: Trace): string {
  return (
    `AADSTS${refused.code}: ${refused.message} Trace ID: ${trace.traceId} ` +
    `Correlation ID: ${trace.correlationId} Timestamp: ${timestamp(trace.at)}`
  );
}

/** The JSON body of a refused token request. */
export function refusalBody(refused: SignInRefused, trace: Trace, origin: string): Record<string, unknown> {
  return {
    error: refused.error,
    error_description: describe(refused, trace),
    error_codes: [refused.code],
    timestamp: timestamp(trace.at),
    trace_id: trace.traceId,
    correlation_id: trace.correlationId,
    error_uri: `${origin}/error?code=${refused.code}`,
    ...(refused.suberror === undefined ? {} : { suberror: refused.suberror }),
  };
}

/** `2026-11-20 23:42:27Z`: the form Microsoft uses, which is not RFC 3339. */
export function timestamp(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')}Z`;
}
