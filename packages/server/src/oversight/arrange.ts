/** Sorts, filters and pages everybody's accounts: a few thousand rows without mail, of which a screen shows a hundred. */
import { accountNeed, accountState, type OversightOrder } from '@mailroom/model';
import type { OverseenState } from '@mailroom/store';

export interface OwnerName {
  id: string;
  name: string;
  email: string;
}

export type NamedAccount = OverseenState & { owner: OwnerName };

export interface Wanted {
  need?: OverseenState['need'] | undefined;
  state?: OverseenState['state'] | undefined;
  provider?: OverseenState['provider'] | undefined;
  unwell?: boolean | undefined;
  words?: string | undefined;
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Every word must occur in the address, or in the owner's name or address. */
export function fits(account: NamedAccount, wanted: Wanted): boolean {
  if (wanted.need !== undefined && account.need !== wanted.need) return false;
  if (wanted.state !== undefined && account.state !== wanted.state) return false;
  if (wanted.provider !== undefined && account.provider !== wanted.provider) return false;
  if (wanted.unwell !== undefined && account.unwell !== wanted.unwell) return false;
  const { owner, address } = account;
  const text = folded(`${address} ${owner.name} ${owner.email}`);
  return folded(wanted.words ?? '')
    .split(/\s+/)
    .every((word) => text.includes(word));
}

type Key = string | number;

const needs = accountNeed.options;
const states = accountState.options;

/** What has never happened stands first where it counts, and what is not so last. */
const keys: Record<OversightOrder, (account: NamedAccount) => readonly Key[]> = {
  need: ({ need, unwell, unwellSince, address }) => [
    needs.indexOf(need),
    unwell ? 0 : 1,
    unwellSince ?? '\uffff',
    folded(address),
  ],
  address: ({ address }) => [folded(address)],
  owner: ({ owner, address }) => [folded(owner.name), folded(owner.email), folded(address)],
  state: ({ state, address }) => [states.indexOf(state), folded(address)],
  since: ({ unwellSince, address }) => [unwellSince ?? '\uffff', folded(address)],
  synced: ({ lastSyncedAt, address }) => [lastSyncedAt ?? '', folded(address)],
};

function compare(one: readonly Key[], other: readonly Key[]): number {
  for (const [at, key] of one.entries()) {
    const against = other[at];
    if (against === undefined || key === against) continue;
    return key < against ? -1 : 1;
  }
  return 0;
}

export function arranged(
  accounts: readonly NamedAccount[],
  wanted: Wanted,
  order: OversightOrder,
  descending: boolean,
): NamedAccount[] {
  const sign = descending ? -1 : 1;
  return accounts
    .filter((account) => fits(account, wanted))
    .map((account) => ({ account, key: keys[order](account) }))
    .sort(
      (one, other) => sign * compare(one.key, other.key) || Number(one.account.id) - Number(other.account.id),
    )
    .map(({ account }) => account);
}
