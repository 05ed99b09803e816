import type { Clock } from '@mailroom/engine/ports/index';
import type { Logger } from 'pino';
import type { AlertWatch } from '../alerts/watch.ts';
import { Periodic } from './periodic.ts';

/** Looks for what is wrong at the start and then every minute. */
export function alertLooks(parts: {
  watch: Pick<AlertWatch, 'look'>;
  clock: Pick<Clock, 'sleep'>;
  log: Pick<Logger, 'error'>;
}): Periodic {
  const { watch, clock, log } = parts;
  return new Periodic({
    every: 60_000,
    first: 'at-once',
    clock,
    work: (signal) =>
      watch
        .look(signal)
        .catch((thrown: unknown) => log.error({ err: thrown }, 'alerts could not be looked for')),
  });
}
