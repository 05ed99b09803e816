/** Does what waits of a departure, and what follows from it outside the store: streams that end, runners that stop or begin. */
import type { Store } from '@mailroom/store';
import type { Wake } from '../engine-thread/wake.ts';
import type { Followers } from '../live/followers.ts';

export interface DepartureParts {
  store: { departures: Pick<Store['departures'], 'carryOut'>; ports: { accounts: RunnableAccounts } };
  followers: Pick<Followers, 'closePerson'>;
  wake: Pick<Wake, 'pause' | 'start'>;
}

type RunnableAccounts = Pick<Store['ports']['accounts'], 'runnable'>;

export async function carryOut({ store, followers, wake }: DepartureParts, id: string): Promise<void> {
  const accountIds: string[] = [];
  await store.departures.carryOut(id, ({ personId, accountId }) => {
    followers.closePerson(personId);
    if (accountId !== null) accountIds.push(accountId);
  });
  const runnable = new Set((await store.ports.accounts.runnable()).map((account) => account.id));
  for (const accountId of accountIds) {
    if (runnable.has(accountId)) wake.start(accountId);
    else wake.pause(accountId);
  }
}
