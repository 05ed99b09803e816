import { Failure, type FailureOptions, failureBody } from '@mailroom/model';

/** Statuses that mean the same from whoever sends them, a proxy in front of Mailroom included. */
const byStatus: Record<number, Pick<FailureOptions, 'origin' | 'kind' | 'next'>> = {
  400: { origin: 'person', kind: 'invalid-request' },
  401: { origin: 'person', kind: 'not-signed-in' },
  403: { origin: 'person', kind: 'not-allowed' },
  404: { origin: 'person', kind: 'not-found' },
  409: { origin: 'person', kind: 'conflict' },
  413: { origin: 'person', kind: 'message-too-large' },
  429: { origin: 'person', kind: 'too-many-requests', next: { do: 'wait', until: null } },
  502: { origin: 'network', kind: 'connection-refused', next: { do: 'retry' } },
  503: { origin: 'network', kind: 'connection-refused', next: { do: 'retry' } },
  504: { origin: 'network', kind: 'connection-timed-out', next: { do: 'retry' } },
};

/** A refused answer as a `Failure`: Mailroom's own body where there is one, otherwise what the status alone tells. */
export async function failureOf(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => null);
  const told = failureBody.safeParse(body);
  if (told.success) return new Failure(told.data.failure);
  const known = byStatus[response.status];
  return new Failure({
    origin: known?.origin ?? 'mailroom',
    kind: known?.kind ?? 'unexpected',
    next: known?.next ?? { do: known ? 'nothing' : 'retry' },
    code: `HTTP ${response.status}`,
  });
}

/** No answer at all: the request may or may not have arrived. A cancelled request stays what it is. */
export function noAnswer(thrown: unknown): unknown {
  if (thrown instanceof DOMException && thrown.name === 'AbortError') return thrown;
  return new Failure({ origin: 'network', kind: 'connection-lost', next: { do: 'retry' }, cause: thrown });
}
