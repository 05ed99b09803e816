/** What is answered when a person asks for what is not there, or not theirs: both look the same. */
import { Failure } from '@mailroom/model';

export function notFound(noun: string): Failure {
  return new Failure({ origin: 'person', kind: 'not-found', detail: { noun } });
}

/** `detail` maps each field's path to what is wrong with it, never to what it held. */
export function invalidRequest(detail: Record<string, string>): Failure {
  return new Failure({ origin: 'person', kind: 'invalid-request', detail });
}

export function conflict(detail: Record<string, string>): Failure {
  return new Failure({ origin: 'person', kind: 'conflict', detail });
}
