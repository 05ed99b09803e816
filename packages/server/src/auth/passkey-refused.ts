import { Failure } from '@mailroom/model';

export function passkeyRefused(code: string | null = null): Failure {
  return new Failure({ origin: 'person', kind: 'passkey-refused', next: { do: 'retry' }, code });
}
