/**
 * The store: SQL behind the engine's ports, and what the server reads. Open one per thread or process; several may be open on one
 * file. Writers take turns, readers are not kept waiting.
 *
 * Who reads mail must hold a `MailScope` (from `accessibleAccounts`), which says which accounts the person may read.
 */
import { join } from 'node:path';
import type { Clock, Log, Ports } from '@mailroom/engine/ports/index';
import { longestConversation } from '@mailroom/engine/thread/index';
import { type Cloud, googleCloud, microsoftClouds, release } from '@mailroom/model';
import type { Kysely } from 'kysely';
import { accessibleAccounts, type MailScope, type Reader } from './accounts/access.ts';
import { StoredAccounts } from './accounts/account-port.ts';
import { AccountService } from './accounts/account-service.ts';
import { StoredCredentials } from './accounts/credential-port.ts';
import { Unlinking } from './accounts/unlink.ts';
import { BlobFiles } from './blobs/blob-files.ts';
import { BlobStore } from './blobs/blob-store.ts';
import { Bucket, type BucketSettings } from './blobs/bucket.ts';
import { ChangeLog } from './changes/change-log.ts';
import { ConversationService } from './conversations/conversation-service.ts';
import type { StoreContext } from './database/context.ts';
import { sqlite } from './database/dialect.ts';
import { migrate } from './database/migrate.ts';
import { openDatabase } from './database/open.ts';
import { FolderService } from './folders/folder-service.ts';
import { StoredIntents } from './intents/intent-port.ts';
import { IntentService } from './intents/intent-service.ts';
import { LinkAttempts } from './links/link-attempts.ts';
import { StoredMail } from './messages/mail-port.ts';
import { MessageService } from './messages/message-service.ts';
import { Quarantine, tryAgainAfterUpgrade } from './messages/quarantine.ts';
import { migrations } from './migrations/index.ts';
import { AnnouncedNotices } from './notices/announced-notices.ts';
import { StoredOutbox } from './outbox/outbox-port.ts';
import { OutgoingService } from './outbox/outgoing-service.ts';
import { Consents } from './provider-apps/consents.ts';
import { type OpenedProviderApp, openProviderApp } from './provider-apps/opened-app.ts';
import { ProviderAppService } from './provider-apps/provider-app-service.ts';
import { openSearchIndex } from './search/open.ts';
import type { SearchIndex } from './search/search-index.ts';
import { storeKeyCheck, verifyStoredKey } from './secrets/key-check.ts';
import { SecretBox } from './secrets/secret-box.ts';
import { purposeKey } from './secrets/secret-key.ts';
import { Settings } from './settings/settings.ts';

export type { MailScope, Reader } from './accounts/access.ts';
export type { SignedInMailbox } from './accounts/account-service.ts';
export type { BucketSettings } from './blobs/bucket.ts';
export type { ChangesSince } from './changes/change-log.ts';
export type { ConversationDetail, ConversationPage } from './conversations/conversation-service.ts';
export type { ConversationQuery } from './conversations/view.ts';
export { SchemaTooNew } from './database/migrate.ts';
export type { AcceptedIntents } from './intents/intent-service.ts';
export type { ClaimedLink, LinkAttempt } from './links/link-attempts.ts';
export type { MessageKey } from './messages/message-service.ts';
export type { Announcement } from './notices/announced-notices.ts';
export type { NewCredential } from './provider-apps/app-credentials.ts';
export type { OpenedProviderApp } from './provider-apps/opened-app.ts';
export type {
  MendedProviderApp,
  NewProviderApp,
  StoredProviderApp,
} from './provider-apps/provider-app-service.ts';
export { WrongSecretKey } from './secrets/key-check.ts';
export { SecretUnreadable } from './secrets/secret-box.ts';
export { purposeKey, SecretKeyInvalid } from './secrets/secret-key.ts';

export interface StoreOptions {
  /** The database file, or `:memory:` for one that ends with the store. */
  file: string;
  /** Absolute path; blobs lie in `blobs` below it. */
  dataDir: string;
  /** 32 bytes as hex or base64 text. */
  secretKey: string;
  clock: Pick<Clock, 'now'>;
  log: Log;
  /** Every cloud that provider apps may be registered in. Default: Microsoft's and Google's. */
  clouds?: readonly Cloud[];
  /** The file that the platform keeps a fresh assertion in, for `federated` credentials. Default: none. */
  federatedTokenFile?: string | null;
  /** Called after every transaction of this store that the change log tells of. Default: nobody is told. */
  changed?: () => void;
  /** Octets that the blobs' folder holds at most. Default: no limit. */
  blobLimit?: number;
  /** S3-compatible storage where blobs are kept, too. Default: none. */
  bucket?: BucketSettings | null;
  /** Which Mailroom this is. Default: this one. */
  release?: string;
  /** Messages that one conversation holds at most; a longer thread is shown as several. Default: the engine's. */
  longestConversation?: number;
}

export interface Store {
  /** All that the engine needs but the clock and the log. */
  ports: Omit<Ports, 'clock' | 'log'>;
  /** The accounts that a person may read, computed anew at every request. */
  scopeOf(person: Reader): Promise<MailScope>;
  accounts: AccountService;
  unlinking: Unlinking;
  providerApps: ProviderAppService;
  /** A provider app with its secrets, complete or not: for the doctor, which examines drafts too. Never part of an answer. */
  openProviderApp(id: string): Promise<OpenedProviderApp>;
  consents: Consents;
  announced: AnnouncedNotices;
  links: LinkAttempts;
  folders: FolderService;
  conversations: ConversationService;
  messages: MessageService;
  quarantine: Quarantine;
  intents: IntentService;
  outgoing: OutgoingService;
  changes: ChangeLog;
  settings: Settings;
  blobs: BlobStore;
  /** Asked through `conversations`; whoever runs the engine calls `mend`. */
  search: Pick<SearchIndex, 'mend'>;
  close(): Promise<void>;
}

/** Half-written blobs older than this belong to a process that died. */
const partialBlobAge = 24 * 60 * 60_000;

/**
 * Opens the database, brings its schema up to date and verifies the key.
 *
 * @throws SchemaTooNew, WrongSecretKey, SecretKeyInvalid; `Failure` of kind disk-full.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { clock, log, clouds = [...microsoftClouds, googleCloud], federatedTokenFile = null } = options;
  const secrets = new SecretBox(purposeKey(options.secretKey, 'mailroom/store/secrets/1'));
  const db = openDatabase(options.file);
  const blobs = new BlobStore({
    files: new BlobFiles(join(options.dataDir, 'blobs'), { limit: options.blobLimit, clock }),
    bucket: options.bucket ? new Bucket(options.bucket) : null,
    log,
  });
  let search: SearchIndex;
  try {
    await verifyStoredKey(db, secrets);
    const applied = await migrate(
      db as unknown as Kysely<never>,
      sqlite,
      migrations,
      () => clock.now(),
      secrets,
    );
    if (applied.length > 0) log.info({ migrations: applied }, 'The schema was brought up to date');
    await storeKeyCheck(db, secrets);
    await tryAgainAfterUpgrade({ db, clock, changed: () => undefined, release: options.release ?? release });
    await blobs.removePartial(new Date(clock.now().getTime() - partialBlobAge));
    search = await openSearchIndex({ mainFile: options.file, db, log });
  } catch (thrown) {
    await db.destroy();
    throw thrown;
  }
  const context: StoreContext = {
    db,
    dialect: sqlite,
    search,
    secrets,
    clouds,
    federatedTokenFile,
    clock,
    log,
    changed: options.changed ?? (() => undefined),
    release: options.release ?? release,
    longestConversation: options.longestConversation ?? longestConversation,
  };
  return {
    ports: {
      accounts: new StoredAccounts(context),
      credentials: new StoredCredentials(context),
      mail: new StoredMail(context, blobs),
      intents: new StoredIntents(context),
      outbox: new StoredOutbox(context),
      blobs,
    },
    scopeOf: (person) => accessibleAccounts(context, person),
    accounts: new AccountService(context),
    unlinking: new Unlinking(context, blobs),
    providerApps: new ProviderAppService(context),
    openProviderApp: (id) => openProviderApp(context, id),
    consents: new Consents(context),
    announced: new AnnouncedNotices(context),
    links: new LinkAttempts(context),
    folders: new FolderService(context),
    conversations: new ConversationService(context),
    messages: new MessageService(context),
    quarantine: new Quarantine(context),
    intents: new IntentService(context),
    outgoing: new OutgoingService(context),
    changes: new ChangeLog(context),
    settings: new Settings(context),
    blobs,
    search,
    close: async () => {
      await search.close();
      await db.destroy();
    },
  };
}
