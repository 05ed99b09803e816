import { asFailure } from '@mailroom/model';
import { FailureNotice } from '@mailroom/ui';

/** What the server said to a form, above its button. */
export function FormFailure({ thrown, title }: { thrown: unknown; title?: string }) {
  if (!thrown) return null;
  return <FailureNotice failure={asFailure(thrown).toWire()} title={title} />;
}
