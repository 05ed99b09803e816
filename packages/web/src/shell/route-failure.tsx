import { asFailure } from '@mailroom/model';
import { FailureNotice } from '@mailroom/ui';
import { useRouter } from '@tanstack/react-router';
import classes from './page.module.css';

/** What a screen shows when it could not even begin. */
export function RouteFailure({ error }: { error: unknown }) {
  const router = useRouter();
  const failure = asFailure(error).toWire();
  return (
    <main className={classes.page}>
      <FailureNotice
        failure={{ ...failure, next: { do: 'retry' } }}
        steps={{ retry: () => void router.invalidate() }}
      />
    </main>
  );
}
