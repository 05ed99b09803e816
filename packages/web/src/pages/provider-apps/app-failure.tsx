import type { FailureWire } from '@mailroom/model';
import { FailureNotice } from '@mailroom/ui';

/** A refusal of the app as its administrator reads it, who would be told to ask an administrator otherwise. */
export function AppFailure({ failure }: { failure: FailureWire }) {
  return <FailureNotice failure={{ ...failure, next: { do: 'choose' } }} />;
}
