import type { AccessLevel } from '@mailroom/model';

/** What deletes for ever takes more than what can be taken back. */
export function levelOf(kind: string): AccessLevel {
  return kind === 'delete' ? 'manage' : 'send';
}
