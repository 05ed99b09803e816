import type { AccountState } from '@mailroom/model';

/** How a state is marked: as it should be, under way, not yet, or wrong. */
export const stateTones: Record<AccountState, 'good' | 'busy' | 'warn' | 'bad'> = {
  choosing: 'warn',
  syncing: 'busy',
  watching: 'good',
  waiting: 'warn',
  paused: 'warn',
  reconnect: 'bad',
  blocked: 'bad',
  unlinking: 'busy',
};
