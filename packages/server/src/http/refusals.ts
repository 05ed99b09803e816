/** The refusals that the web server itself decides. */
import { Failure } from '@mailroom/model';

/** Absent and belonging to someone else are one answer: an id tells a stranger nothing. */
export function notFound(): Failure {
  return new Failure({ origin: 'person', kind: 'not-found' });
}

export function notSignedIn(): Failure {
  return new Failure({ origin: 'person', kind: 'not-signed-in' });
}

export function notAllowed(): Failure {
  return new Failure({ origin: 'person', kind: 'not-allowed', next: { do: 'ask-administrator' } });
}

/** `detail` maps each field's path to what is wrong with it, never to what it held. */
export function invalidRequest(detail: Record<string, string> = {}, cause?: unknown): Failure {
  return new Failure({ origin: 'person', kind: 'invalid-request', detail, cause });
}

export function conflict(detail: Record<string, string> = {}): Failure {
  return new Failure({ origin: 'person', kind: 'conflict', detail });
}

export function tooManyRequests(seconds: number): Failure {
  const until = new Date(Date.now() + seconds * 1000).toISOString();
  return new Failure({ origin: 'person', kind: 'too-many-requests', next: { do: 'wait', until } });
}
