import type { IntentPort } from '../../ports/intents.ts';
import type { Log } from '../../ports/log.ts';
import type { ImapSession } from '../../provider/imap/index.ts';

/** What one push of one account works with. */
export interface PushContext {
  accountId: string;
  session: ImapSession;
  intents: IntentPort;
  log: Log;
}
