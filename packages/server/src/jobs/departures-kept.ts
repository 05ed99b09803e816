import type { Clock } from '@mailroom/engine/ports/index';
import { DepartureKeeper, type DepartureKeeperParts } from '../departures/keeper.ts';
import { Periodic } from './periodic.ts';

/** At the start, where a plan may wait that a process died over, and then every minute. */
export function departuresKept(parts: DepartureKeeperParts & { clock: Pick<Clock, 'sleep'> }): Periodic {
  const keeper = new DepartureKeeper(parts);
  return new Periodic({
    every: 60_000,
    first: 'at-once',
    clock: parts.clock,
    work: () => keeper.look(),
  });
}
