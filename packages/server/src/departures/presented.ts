import type { Leaving } from '@mailroom/model';
import type { Store } from '@mailroom/store';
import { auditRetention } from '../audit/retention.ts';

/** @throws Failure not-found */
export async function presentedLeaving(
  store: Pick<Store, 'departures' | 'settings'>,
  personId: string,
): Promise<Leaving> {
  return store.departures.read(personId, await auditRetention(store));
}
