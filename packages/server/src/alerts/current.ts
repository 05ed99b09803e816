/** What is wrong now, with what is said of it to administrators; from the same judgement as probes and metrics. */
import type { FailureKind } from '@mailroom/model';
import type { AlertKey, OverseenState, Store } from '@mailroom/store';
import { type DiskSpace, diskState } from '../health/disk.ts';
import type { Health } from '../health/health.ts';

export type Alert = AlertKey &
  (
    | { kind: 'account-unwell'; account: OverseenState }
    | { kind: 'provider-app-fails'; name: string; failure: FailureKind }
    | { kind: 'disk-fills'; disk: DiskSpace }
  );

/** What concerns everybody stands first; then accounts, the one that has not worked for longest first. */
export async function currentAlerts(
  { oversight, providerApps }: Pick<Store, 'oversight' | 'providerApps'>,
  health: Pick<Health, 'disk'>,
): Promise<Alert[]> {
  const [accounts, apps, disk] = await Promise.all([
    oversight.accounts(),
    providerApps.list(),
    health.disk(),
  ]);
  const filling: Alert[] = diskState(disk) === 'right' ? [] : [{ kind: 'disk-fills', subject: '', disk }];
  const failing = apps.flatMap(({ id, name, failure }): Alert[] =>
    failure === null ? [] : [{ kind: 'provider-app-fails', subject: id, name, failure: failure.kind }],
  );
  const unwell = accounts
    .filter((account) => account.unwell)
    .sort((one, other) => (one.unwellSince ?? '').localeCompare(other.unwellSince ?? ''))
    .map((account): Alert => ({ kind: 'account-unwell', subject: account.id, account }));
  return [...filling, ...failing, ...unwell];
}
