import type { OverseenState } from '@mailroom/store';
import type { People } from '../auth/people.ts';
import type { NamedAccount } from './arrange.ts';

/** Adds whose each account is. Somebody who is not here any more has neither name nor address. */
export async function withOwners(
  people: Pick<People, 'all'>,
  accounts: readonly OverseenState[],
): Promise<NamedAccount[]> {
  const byId = new Map((await people.all()).map(({ id, name, email }) => [id, { id, name, email }]));
  return accounts.map((account) => ({
    ...account,
    owner: byId.get(account.ownerId) ?? { id: account.ownerId, name: '', email: '' },
  }));
}
