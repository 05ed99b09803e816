/** What a list is narrowed to beside its view. It stands in the address, so that a narrowed list can be linked to. Pure. */
import type { View } from './view.ts';

export const whoses = ['all', 'mine', 'shared'] as const;
export type Whose = (typeof whoses)[number];

export interface ListFilter {
  whose: Whose;
  /** Empty: every mailbox. */
  account: string;
  /** Empty: any correspondent. */
  address: string;
  domains: readonly string[];
}

export const noFilter: ListFilter = { whose: 'all', account: '', address: '', domains: [] };

/** As the address has it. */
export interface FilterSearch {
  whose?: Exclude<Whose, 'all'> | undefined;
  account?: string | undefined;
  address?: string | undefined;
  domains?: string | undefined;
}

export function readFilter({ whose, account = '', address = '', domains }: FilterSearch): ListFilter {
  return { whose: whose ?? 'all', account, address, domains: domains ? domains.split(',') : [] };
}

export function writeFilter({ whose, account, address, domains }: ListFilter): FilterSearch {
  return {
    whose: whose === 'all' ? undefined : whose,
    account: account || undefined,
    address: address || undefined,
    domains: domains.join(',') || undefined,
  };
}

/** A folder, and what others have shared one conversation at a time, are of somebody already. */
export function narrowsMailboxes(view: View, searching: boolean): boolean {
  return searching || 'role' in view;
}

/** What the server is asked for it. */
export function filterQuery({ whose, account, address, domains }: ListFilter) {
  return {
    ...(whose !== 'all' && { scope: whose }),
    ...(account !== '' && { accountId: account }),
    ...(address !== '' && { address }),
    ...(domains.length > 0 && { domains: domains.join(',') }),
  };
}

export function isNarrowed({ whose, account, address, domains }: ListFilter): boolean {
  return whose !== 'all' || account !== '' || address !== '' || domains.length > 0;
}
