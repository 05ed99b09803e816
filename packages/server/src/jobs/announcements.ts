import type { Clock } from '@mailroom/engine/ports/index';
import type { Logger } from 'pino';
import type { NoticeAnnouncer } from '../notices/announcer.ts';
import { Periodic } from './periodic.ts';

/**
 * Looks for notices at the start and then every hour. Each is announced once however often one looks, so that a threshold passed
 * while the server was off, or a mail server that was off, costs an hour and not a day.
 */
export function announcements(parts: {
  announcer: Pick<NoticeAnnouncer, 'announce'>;
  clock: Pick<Clock, 'sleep'>;
  log: Pick<Logger, 'error'>;
}): Periodic {
  const { announcer, clock, log } = parts;
  return new Periodic({
    every: 60 * 60_000,
    first: 'at-once',
    clock,
    work: (signal) =>
      announcer
        .announce(signal)
        .catch((thrown: unknown) => log.error({ err: thrown }, 'notices could not be announced')),
  });
}
