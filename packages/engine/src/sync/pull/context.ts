import type { FolderRole } from '@mailroom/model';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { MailPort } from '../../ports/mail.ts';
import type { ImapSession } from '../../provider/imap/index.ts';

/** Where pulling tells how far it is, in messages. */
export interface PullProgress {
  begin(stage: 'folders' | 'structure' | 'text' | 'changes', total: number): void;
  advance(messages: number): void;
}

/** What one pull of one account works with. */
export interface PullContext {
  accountId: string;
  /** Null synchronises everything. */
  syncSince: Date | null;
  /** Folders of these roles are listed and nothing of them is kept. Default: none. */
  withoutRoles?: readonly FolderRole[] | undefined;
  session: ImapSession;
  mail: MailPort;
  progress: PullProgress;
  clock: Clock;
  log: Log;
}
