/**
 * The store: SQL behind the engine's ports, and what the server reads. Open one per thread or process; several may be open on one
 * file. Writers take turns, readers are not kept waiting.
 *
 * Who reads mail must hold a `MailScope` (from `scopeOf`), which says what the person may see: access/.
 */
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Clock, Log, Ports } from '@mailroom/engine/ports/index';
import { longestConversation } from '@mailroom/engine/thread/index';
import { type Cloud, googleCloud, microsoftClouds, release } from '@mailroom/model';
import type { Kysely } from 'kysely';
import { type MailScope, mailScopeOf, type Reader, type RequestOrigin } from './access/mail-scope.ts';
import { NotedUses } from './access/noted-uses.ts';
import { AccountService } from './accounts/account-service.ts';
import { StoredCredentials } from './accounts/credential-port.ts';
import { OrganisationMailboxes } from './accounts/organisation-mailboxes.ts';
import { PasswordMailboxes } from './accounts/password-mailboxes.ts';
import { SignedInMailboxes } from './accounts/signed-in-mailboxes.ts';
import { Unlinking } from './accounts/unlink.ts';
import { RememberedAccounts, UnsavedStatuses } from './accounts/unsaved-status.ts';
import { AuditLog } from './audit/audit-log.ts';
import { BlobFiles } from './blobs/blob-files.ts';
import { BlobStore } from './blobs/blob-store.ts';
import { Bucket, type BucketSettings } from './blobs/bucket.ts';
import { ChangeLog } from './changes/change-log.ts';
import { StoredCompleteness } from './completeness/completeness-port.ts';
import { ConversationService } from './conversations/conversation-service.ts';
import type { StoreContext } from './database/context.ts';
import { sqlite } from './database/dialect.ts';
import { migrate } from './database/migrate.ts';
import { openDatabase } from './database/open.ts';
import { DepartureLetters } from './departures/departure-letters.ts';
import { Departures } from './departures/departures.ts';
import { DepartureEnds } from './departures/ends.ts';
import { FolderService } from './folders/folder-service.ts';
import { GroupService } from './groups/group-service.ts';
import { StoredIntents } from './intents/intent-port.ts';
import { IntentService } from './intents/intent-service.ts';
import { LinkAttempts } from './links/link-attempts.ts';
import { StoredMail } from './messages/mail-port.ts';
import { MessageService } from './messages/message-service.ts';
import { tryAgainAfterUpgrade } from './messages/quarantine.ts';
import { migrations } from './migrations/index.ts';
import { AnnouncedNotices } from './notices/announced-notices.ts';
import { Organisation } from './organisation/organisation.ts';
import { StoredOutbox } from './outbox/outbox-port.ts';
import { OutgoingService } from './outbox/outgoing-service.ts';
import { AlertMemory } from './oversight/alert-memory.ts';
import { Oversight } from './oversight/oversight.ts';
import { Invitations } from './people/invitations.ts';
import { PeopleService } from './people/people-service.ts';
import { Pictures } from './people/pictures.ts';
import { Consents } from './provider-apps/consents.ts';
import { type OpenedProviderApp, openProviderApp } from './provider-apps/opened-app.ts';
import { ProviderAppService } from './provider-apps/provider-app-service.ts';
import { openSearchIndex } from './search/open.ts';
import type { SearchIndex } from './search/search-index.ts';
import { storeKeyCheck, verifyStoredKey } from './secrets/key-check.ts';
import { SecretBox } from './secrets/secret-box.ts';
import { purposeKey } from './secrets/secret-key.ts';
import { Settings } from './settings/settings.ts';
import { AccountShares } from './shares/account-shares.ts';
import { BreakGlass } from './shares/break-glass.ts';
import { ConversationShares } from './shares/conversation-shares.ts';
import { UsedCodes } from './sign-in/used-codes.ts';
import { AccountTruths } from './truth/account-truths.ts';
import { StoredEvents } from './truth/events.ts';
import { Skipped } from './truth/skipped.ts';

export type { MailScope, Reader, RequestOrigin } from './access/mail-scope.ts';
export type { SignedInMailbox } from './accounts/signed-in-mailboxes.ts';
export type { AuditQuery } from './audit/audit-log.ts';
export { type AuditEntry, actorOf, type Doer, mailroomItself } from './audit/record.ts';
export type { BucketSettings } from './blobs/bucket.ts';
export type { ChangesSince } from './changes/change-log.ts';
export type { ConversationDetail, ConversationPage } from './conversations/conversation-service.ts';
export type { ConversationQuery } from './conversations/view.ts';
export { SchemaTooNew } from './database/migrate.ts';
export type { DepartureLetter } from './departures/departure-letters.ts';
export type { DoneStep } from './departures/departures.ts';
export type { AcceptedIntents } from './intents/intent-service.ts';
export type { ClaimedLink, LinkAttempt } from './links/link-attempts.ts';
export type { MessageKey } from './messages/message-service.ts';
export type { Announcement } from './notices/announced-notices.ts';
export type { AlertKey, AlertOn } from './oversight/alert-memory.ts';
export type { AccountCount, OverseenState } from './oversight/oversight.ts';
export type { ClaimedInvitation, MadeInvitation } from './people/invitations.ts';
export type { Picture } from './people/pictures.ts';
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
  /** What a person may see and do, computed anew at every request. */
  scopeOf(person: Reader, origin?: RequestOrigin): Promise<MailScope>;
  audit: AuditLog;
  accountShares: AccountShares;
  conversationShares: ConversationShares;
  breakGlass: BreakGlass;
  accounts: AccountService;
  signedInMailboxes: SignedInMailboxes;
  passwordMailboxes: PasswordMailboxes;
  organisationMailboxes: OrganisationMailboxes;
  /** States of accounts that the disk had no room for. */
  unsaved: Pick<UnsavedStatuses, 'shown'>;
  unlinking: Unlinking;
  /** What an owner is told of an account, and what of it could not be read. */
  truths: AccountTruths;
  skipped: Skipped;
  providerApps: ProviderAppService;
  /** A provider app with its secrets, complete or not: for the doctor, which examines drafts too. Never part of an answer. */
  openProviderApp(id: string): Promise<OpenedProviderApp>;
  consents: Consents;
  /** Who can be changed by administrators, and named to everybody; signing in is the server's. */
  people: PeopleService;
  pictures: Pictures;
  groups: GroupService;
  invitations: Invitations;
  announced: AnnouncedNotices;
  /** Who leaves, and what becomes of what is theirs. */
  departures: Departures;
  departureLetters: DepartureLetters;
  departureEnds: DepartureEnds;
  /** The policy that everybody works under, and the logo. */
  organisation: Organisation;
  /** Everybody's accounts, without their mail. */
  oversight: Oversight;
  alerts: AlertMemory;
  links: LinkAttempts;
  usedCodes: UsedCodes;
  folders: FolderService;
  conversations: ConversationService;
  messages: MessageService;
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
  const unsaved = new UnsavedStatuses(options.file === ':memory:' ? randomUUID() : resolve(options.file));
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
    uses: new NotedUses(),
  };
  return {
    ports: {
      accounts: new RememberedAccounts(context, unsaved),
      credentials: new StoredCredentials(context),
      mail: new StoredMail(context, blobs),
      intents: new StoredIntents(context),
      outbox: new StoredOutbox(context),
      blobs,
      completeness: new StoredCompleteness(context),
      events: new StoredEvents(context),
    },
    scopeOf: (person, origin) => mailScopeOf(context, person, origin),
    audit: new AuditLog(context),
    accountShares: new AccountShares(context),
    conversationShares: new ConversationShares(context),
    breakGlass: new BreakGlass(context),
    accounts: new AccountService(context),
    signedInMailboxes: new SignedInMailboxes(context),
    passwordMailboxes: new PasswordMailboxes(context),
    organisationMailboxes: new OrganisationMailboxes(context),
    unsaved,
    unlinking: new Unlinking(context, blobs),
    truths: new AccountTruths(context),
    skipped: new Skipped(context),
    providerApps: new ProviderAppService(context),
    openProviderApp: (id) => openProviderApp(context, id),
    consents: new Consents(context),
    people: new PeopleService(context),
    pictures: new Pictures(context),
    groups: new GroupService(context),
    invitations: new Invitations(context),
    announced: new AnnouncedNotices(context),
    departures: new Departures(context),
    departureLetters: new DepartureLetters(context),
    departureEnds: new DepartureEnds(context),
    organisation: new Organisation(context),
    oversight: new Oversight(context),
    alerts: new AlertMemory(context),
    links: new LinkAttempts(context),
    usedCodes: new UsedCodes(context),
    folders: new FolderService(context),
    conversations: new ConversationService(context),
    messages: new MessageService(context),
    intents: new IntentService(context),
    outgoing: new OutgoingService(context),
    changes: new ChangeLog(context, unsaved),
    settings: new Settings(context),
    blobs,
    search,
    close: async () => {
      unsaved.close();
      await search.close();
      await db.destroy();
    },
  };
}
