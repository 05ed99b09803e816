/** What the outbox's steps work with. */
import type { AccountPort, CredentialPort } from '../ports/accounts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { OutboxPort } from '../ports/outbox.ts';
import type { AccessTokens } from '../provider/oauth2/index.ts';
import type { Accepted, Submission } from '../provider/smtp/index.ts';

/** The Sent folder, as the account's IMAP side offers it. */
export interface SentFolder {
  /** Whether a copy with this Message-ID is there already. */
  holds(accountId: string, messageId: string): Promise<boolean>;
  /** Appends a copy marked `\Seen`, dated `at`. */
  append(accountId: string, raw: Uint8Array, at: Date): Promise<void>;
}

export interface OutboxDeps {
  outbox: OutboxPort;
  accounts: AccountPort;
  credentials: CredentialPort;
  accessTokens: AccessTokens;
  /** `transmit` of provider/smtp with the server's connection options. */
  submit(submission: Submission): Promise<Accepted>;
  sent: SentFolder;
  clock: Clock;
  log: Log;
}
