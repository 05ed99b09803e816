import { Failure } from '@mailroom/model';

export function codeWrong(): Failure {
  return new Failure({ origin: 'person', kind: 'code-wrong', next: { do: 'retry' } });
}
