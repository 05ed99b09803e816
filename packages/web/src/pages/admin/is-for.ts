import type { OverseenAccount, OversightAction } from '@mailroom/model';

/** Whether an action comes to anything for an account as it is now; the server decides anew. */
export function isFor(
  action: OversightAction,
  { state, need }: Pick<OverseenAccount, 'state' | 'need'>,
): boolean {
  switch (action) {
    case 'sync':
      return state === 'syncing' || state === 'watching' || state === 'waiting' || state === 'blocked';
    case 'pause':
      return state !== 'paused' && state !== 'choosing' && state !== 'unlinking';
    case 'resume':
      return state === 'paused';
    case 'ask-owner':
      return need === 'owner';
  }
}
