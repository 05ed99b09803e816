import type {
  AccountProvider,
  AccountState,
  AppAccess,
  Cloud,
  FailureWire,
  FolderRole,
  MailHost,
  ProviderKind,
  SyncProgress,
} from '@mailroom/model';

/** What the engine needs to run one account. Credentials are read apart, when a connection is made. */
export interface AccountRecord {
  id: string;
  provider: AccountProvider;
  address: string;
  name: string;
  state: AccountState;
  imap: MailHost;
  smtp: MailHost;
  /** Null synchronises everything. */
  syncSince: Date | null;
  /** Folders of these roles are listed and nothing of them is kept. Default: none. */
  withoutRoles?: readonly FolderRole[];
  /** True once every folder has been listed to its sync start; what arrives afterwards is news. */
  firstSyncDone: boolean;
}

export interface AccountStatus {
  state: AccountState;
  failure: FailureWire | null;
  progress: SyncProgress | null;
  lastSyncedAt?: Date;
  nextSyncAt?: Date | null;
  firstSyncDone?: boolean;
}

/** What an account's mail server sent in one hour, all connections together. */
export interface ReceivedInHour {
  /** Hours since 1970. */
  hour: number;
  octets: number;
}

export interface AccountPort {
  /** Every account that a runner should exist for: all but `choosing`, `paused` and `unlinking`. */
  runnable(): Promise<AccountRecord[]>;
  read(accountId: string): Promise<AccountRecord | undefined>;
  /** Stores the status with its change. Callers throttle progress; the store writes what it is given. */
  saveStatus(accountId: string, status: AccountStatus): Promise<void>;
  /**
   * Adds octets that were received in this hour.
   * @returns the hours of the last day and one more, ascending; hours without any are left out
   */
  countReceived(accountId: string, octets: number): Promise<ReceivedInHour[]>;
  /** Remembers the login name that the server accepted, where it differs from the address. */
  saveUserName(accountId: string, half: 'imap' | 'smtp', user: string): Promise<void>;
}

export interface PasswordCredentials {
  kind: 'password';
  imap: { user: string; password: string };
  smtp: { user: string; password: string };
}

export interface OAuthCredentials {
  kind: 'oauth';
  providerAppId: string;
  /** Login names to try, best first (user principal name, primary address, linked address). */
  imapUsers: string[];
  smtpUsers: string[];
  tokens: TokenSet;
}

/** A mailbox opened by the organisation's own grant: its tokens are the provider app's and are kept in memory only. */
export interface OrganisationCredentials {
  kind: 'organisation';
  providerAppId: string;
  /** Address of the mailbox, the login name of both halves. */
  user: string;
}

export type AccountCredentials = PasswordCredentials | OAuthCredentials | OrganisationCredentials;

export interface TokenSet {
  accessToken: string;
  accessExpiresAt: Date;
  refreshToken: string;
  scope: string;
  /** Rises by one with every stored token set. */
  version: number;
}

export type AppCredential =
  | { id: string; kind: 'secret'; value: string }
  /** PEM both: PKCS #8 and X.509. */
  | { id: string; kind: 'certificate'; privateKey: string; certificate: string }
  /** Path of the file that the platform keeps a fresh assertion in. */
  | { id: string; kind: 'federated'; file: string };

export interface ProviderAppCredentials {
  id: string;
  provider: ProviderKind;
  access: AppAccess;
  clientId: string;
  /** In the order in which they are tried; one or two. */
  credentials: readonly AppCredential[];
  /** Empty at Google, which has no tenants. */
  tenant: string;
  cloud: Cloud;
}

export interface CredentialPort {
  read(accountId: string): Promise<AccountCredentials>;
  /**
   * Stores a refreshed token set if the stored version is still `expectedVersion`, and answers whether it did. A loser
   * re-reads: two refreshers must never overwrite the newer rotated token with the older.
   */
  saveTokens(accountId: string, tokens: Omit<TokenSet, 'version'>, expectedVersion: number): Promise<boolean>;
  /**
   * Claims the refresh of the token set of that version, for `milliseconds` at most, among all threads and processes on this store.
   * False while another claim holds, or where the stored version is another. `saveTokens` ends the claim with the version.
   */
  claimRefresh(accountId: string, version: number, milliseconds: number): Promise<boolean>;
  /** Ends a claim whose refresh came to nothing, so that another try need not wait for its end. */
  releaseRefresh(accountId: string, version: number): Promise<void>;
  /** Accounts of any state whose access token ended before `before`, and whose grant may still live: nobody has refreshed it since. */
  idleGrants(before: Date): Promise<string[]>;
  /** @throws Failure not-found; `provider-app-incomplete` while it is not ready. */
  providerApp(providerAppId: string): Promise<ProviderAppCredentials>;
  /** The provider refuses one credential of an app, or takes it again (null); another may still work. */
  saveCredentialFailure(credentialId: string, failure: FailureWire | null): Promise<void>;
  /** The provider refuses the app itself (`invalid_client`), or accepts it again (null). Told to administrators. */
  saveProviderAppFailure(providerAppId: string, failure: FailureWire | null): Promise<void>;
}
