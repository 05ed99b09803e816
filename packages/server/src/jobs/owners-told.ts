import type { Clock } from '@mailroom/engine/ports/index';
import { type OwnersMailParts, tellOwners } from '../break-glass/owners-mail.ts';
import { Periodic } from './periodic.ts';

/** Mail about a broken glass that could not be sent when it was broken. */
export function ownersTold(parts: OwnersMailParts & { clock: Pick<Clock, 'sleep'> }): Periodic {
  return new Periodic({
    every: 60 * 60_000,
    first: 'at-once',
    clock: parts.clock,
    work: () =>
      tellOwners(parts).catch((thrown: unknown) =>
        parts.log.error({ err: thrown }, 'owners could not be told of a broken glass'),
      ),
  });
}
