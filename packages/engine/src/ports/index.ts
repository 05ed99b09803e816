/** What the engine needs from outside. `@mailroom/store` implements all but the clock and the log. */
export * from './accounts.ts';
export * from './blobs.ts';
export * from './clock.ts';
export * from './completeness.ts';
export * from './events.ts';
export * from './intents.ts';
export * from './log.ts';
export * from './mail.ts';
export * from './outbox.ts';

import type { AccountPort, CredentialPort } from './accounts.ts';
import type { BlobPort } from './blobs.ts';
import type { Clock } from './clock.ts';
import type { CompletenessPort } from './completeness.ts';
import type { EventPort } from './events.ts';
import type { IntentPort } from './intents.ts';
import type { Log } from './log.ts';
import type { MailPort } from './mail.ts';
import type { OutboxPort } from './outbox.ts';

export interface Ports {
  accounts: AccountPort;
  credentials: CredentialPort;
  mail: MailPort;
  intents: IntentPort;
  outbox: OutboxPort;
  blobs: BlobPort;
  completeness: CompletenessPort;
  events: EventPort;
  clock: Clock;
  log: Log;
}
