import type { AccountStatus } from '@mailroom/engine/ports/index';

/** What a status says of how the account is. `unclear`: an attempt that has come to nothing yet, neither good nor bad. */
export function wellness({ state, progress, lastSyncedAt }: AccountStatus): 'well' | 'unwell' | 'unclear' {
  if (state === 'waiting' || state === 'reconnect' || state === 'blocked') return 'unwell';
  if (state !== 'syncing') return 'well';
  // A first synchronisation takes hours: what arrives on the way shows that it works.
  return lastSyncedAt !== undefined || (progress?.done ?? 0) > 0 ? 'well' : 'unclear';
}
