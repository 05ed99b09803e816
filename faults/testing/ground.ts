/** Ground to play one fault on by hand, for the cases that have a test of their own here. */

import type { Ground } from '../cases/index.ts';
import type { Schedule } from '../schedule/schedule.ts';
import { openWorkshop } from '../schedule/workshop.ts';

export interface PlayGround extends Ground {
  /** The clock goes on until the account watches, every text read. @throws Error when that does not come */
  untilWatching(): Promise<void>;
}

const patience = 150_000;

/** Everything is closed when `play` has ended. */
export async function onGround(
  { server, letters }: Pick<Schedule, 'server' | 'letters'>,
  play: (ground: PlayGround) => Promise<void>,
): Promise<void> {
  const workshop = await openWorkshop(0);
  try {
    const ground = await workshop.prepare({
      seed: 'by hand',
      server,
      letters,
      language: 'en',
      withheld: [],
      synchronisedBefore: false,
      steps: [],
    });
    try {
      await play({ ...ground, untilWatching: () => untilWatching(ground) });
    } finally {
      await ground.installation.close();
      await ground.server.close();
    }
  } finally {
    await workshop.close();
  }
}

async function untilWatching({ installation, settle }: Ground): Promise<void> {
  const { store, accountId, clock } = installation;
  const begun = performance.now();
  const isWatching = async () =>
    installation.status?.state === 'watching' &&
    installation.status.failure === null &&
    (await store.ports.mail.countPendingBodies(accountId)) === 0;
  await settle();
  while (!(await isWatching())) {
    if (performance.now() - begun > patience)
      throw new Error(`Not watching: ${JSON.stringify(installation.status)}`);
    if (installation.status?.state === 'waiting') clock.advance(Math.max(1, clock.nextDue ?? 1));
    await settle();
  }
}
