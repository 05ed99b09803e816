/** What is wrong now, as the screens tell it: the same alerts that are mailed, in as few lines as they can be told in. */
import type { Notice, OwnAccountNotice } from '@mailroom/model';
import type { AlertKey, OverseenState, Store } from '@mailroom/store';
import { currentAlerts } from '../alerts/current.ts';
import type { Health } from '../health/health.ts';

/** Of all the accounts that do not work there is one notice, however many they are: the page has the list. */
export async function administratorNotices(
  store: Pick<Store, 'oversight' | 'providerApps' | 'alerts'>,
  health: Pick<Health, 'disk'>,
): Promise<Notice[]> {
  const alerts = await currentAlerts(store, health);
  const on = await store.alerts.on();
  // Seen by this very request, where the minute's look has not been yet.
  const sinceOf = ({ kind, subject }: AlertKey): string =>
    (on.find((one) => one.kind === kind && one.subject === subject)?.since ?? new Date()).toISOString();
  const unwell = alerts.flatMap((alert) => (alert.kind === 'account-unwell' ? [alert.account] : []));
  const since = unwell[0]?.unwellSince;
  return [
    ...alerts.flatMap((alert): Notice[] => {
      if (alert.kind === 'disk-fills') {
        return [{ kind: 'disk-fills', free: alert.disk.free, since: sinceOf(alert) }];
      }
      if (alert.kind !== 'provider-app-fails') return [];
      const { name, failure, subject, kind } = alert;
      return [{ kind, providerAppId: subject, name, failure, since: sinceOf(alert) }];
    }),
    ...(since ? [{ kind: 'accounts-unwell', accounts: unwell.length, since } as const] : []),
  ];
}

/** Somebody's own accounts that have not worked for an hour, and those that an administrator asked them to see to. */
export function ownNotices(accounts: readonly OverseenState[], personId: string): OwnAccountNotice[] {
  return accounts
    .filter(({ ownerId, unwell, askedAt }) => ownerId === personId && (unwell || askedAt !== null))
    .map(({ id, address, state, unwellSince, askedAt, createdAt }) => ({
      kind: 'own-account-unwell',
      accountId: id,
      address,
      state,
      since: unwellSince ?? createdAt,
      asked: askedAt !== null,
    }));
}
