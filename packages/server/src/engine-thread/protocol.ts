/**
 * What the web server's thread and the engine's thread say to each other. Only plain data crosses: failures in their wire form,
 * log lines as fields and text.
 */
import type { FolderChange } from '@mailroom/engine';
import type { AccountProvider, Cloud, FailureWire, MailHost } from '@mailroom/model';
import type { BucketSettings } from '@mailroom/store';

/** How the engine's thread opens its own store and reaches mail servers. */
export interface EngineSettings {
  dataDir: string;
  secretKey: string;
  clouds: readonly Cloud[];
  federatedTokenFile: string | null;
  /** Octets of opened attachments and sources in the data directory. */
  blobLimit: number;
  bucket: BucketSettings | null;
  allowPrivateHosts: boolean;
  /** PEM text of further certificate authorities, or null. */
  extraCa: string | null;
  pollMinutes: number;
  logLevel: string;
}

/** One half of a mailbox with a password, to be tried before it is saved. */
export interface LoginCheck extends MailHost {
  user: string;
  password: string;
}

/** A mailbox at a provider, to be opened with an access token before it is saved. */
export interface TokenCheck extends MailHost {
  user: string;
  accessToken: string;
  provider: AccountProvider;
}

/** Bytes in a file, ready to be streamed. */
export interface StoredFile {
  path: string;
  size: number;
}

/** Commands to the engine. Each is answered, or refused with a `Failure`. */
export interface EngineCommands {
  /**
   * Runs an account from its stored state; one that already runs reads its state anew. One whose start was not chosen yet is made ready
   * for it.
   */
  startAccount(accountId: string): Promise<void>;
  /** Stops an account whose unlinking has begun, then deletes what the store holds of it. */
  removeAccount(accountId: string): Promise<void>;
  /** Stops an account that was paused; resolves when nothing is asked of its provider any more. */
  pauseAccount(accountId: string): Promise<void>;
  /** Asks the provider for news now. */
  syncAccount(accountId: string): Promise<void>;
  /** A completeness check was asked for in the store. */
  checkAccount(accountId: string): Promise<void>;
  /** There are new intents to push. */
  pushIntents(accountId: string): Promise<void>;
  /** There is something new to send. */
  send(accountId: string): Promise<void>;
  /** Fetches one part, or the whole source (`null`), unless it is cached already. */
  openPart(messageId: string, part: string | null): Promise<StoredFile>;
  /** Makes, renames or deletes a folder; answers its id, or null when it was deleted. */
  changeFolder(accountId: string, change: FolderChange): Promise<number | null>;
  checkImap(login: LoginCheck): Promise<void>;
  checkImapToken(check: TokenCheck): Promise<void>;
  checkSmtp(login: LoginCheck): Promise<void>;
  /** Answers, and so shows that the engine does. */
  ping(): Promise<void>;
  /** Ends sends under way, stops every account. */
  stop(): Promise<void>;
}

export type CommandName = keyof EngineCommands;

export interface CommandMessage {
  id: number;
  name: CommandName;
  arguments: unknown[];
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export type EngineMessage =
  | { kind: 'ready' }
  /** The engine's store has written to the change log. */
  | { kind: 'changed' }
  | { kind: 'answer'; id: number; value: unknown }
  | { kind: 'refusal'; id: number; failure: FailureWire }
  | { kind: 'log'; level: LogLevel; fields: Record<string, unknown>; text: string };
