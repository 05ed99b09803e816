/**
 * The tables, as the newest migration leaves them. Times are milliseconds since 1970, truths are 0 and 1, lists and objects are
 * JSON text: the forms that every engine stores alike.
 */
import type {
  AccountCountsTable,
  AccountEventsTable,
  AccountsTable,
  AlertsTable,
  CompletenessChecksTable,
  CredentialsTable,
  LinkAttemptsTable,
  TrafficTable,
} from './tables/accounts.ts';
import type { DepartureLettersTable, DepartureStepsTable, DeparturesTable } from './tables/departures.ts';
import type { ChangesTable, OrganisationLogoTable, SettingsTable } from './tables/installation.ts';
import type {
  BodiesTable,
  ConversationsTable,
  FoldersTable,
  MessagesTable,
  PlacesTable,
  QuarantineTable,
  ReadingTriesTable,
  ThreadKeysTable,
} from './tables/mail.ts';
import type {
  AuthCredentialsTable,
  AuthFactorsTable,
  AuthKeysTable,
  AuthPeopleTable,
  AuthSessionsTable,
  GroupMembersTable,
  GroupsTable,
  InvitationsTable,
  PicturesTable,
  UsedCodesTable,
} from './tables/people.ts';
import type {
  AnnouncedNoticesTable,
  AppCredentialsTable,
  ConsentLinksTable,
  ConsentsTable,
  ProviderAppsTable,
} from './tables/provider-apps.ts';
import type {
  AccountSharesTable,
  AuditTable,
  BreakGlassTable,
  ConversationSharesTable,
  SharedMessagesTable,
} from './tables/sharing.ts';
import type { DeliveriesTable, IdempotencyKeysTable, IntentsTable, OutgoingTable } from './tables/wishes.ts';

export interface Tables {
  settings: SettingsTable;
  provider_apps: ProviderAppsTable;
  app_credentials: AppCredentialsTable;
  consent_links: ConsentLinksTable;
  consents: ConsentsTable;
  announced_notices: AnnouncedNoticesTable;
  accounts: AccountsTable;
  account_counts: AccountCountsTable;
  alerts: AlertsTable;
  organisation_logo: OrganisationLogoTable;
  credentials: CredentialsTable;
  link_attempts: LinkAttemptsTable;
  used_codes: UsedCodesTable;
  folders: FoldersTable;
  conversations: ConversationsTable;
  thread_keys: ThreadKeysTable;
  messages: MessagesTable;
  places: PlacesTable;
  traffic: TrafficTable;
  account_events: AccountEventsTable;
  completeness_checks: CompletenessChecksTable;
  bodies: BodiesTable;
  reading_tries: ReadingTriesTable;
  quarantine: QuarantineTable;
  intents: IntentsTable;
  outgoing: OutgoingTable;
  deliveries: DeliveriesTable;
  idempotency_keys: IdempotencyKeysTable;
  changes: ChangesTable;
  groups: GroupsTable;
  group_members: GroupMembersTable;
  invitations: InvitationsTable;
  pictures: PicturesTable;
  auth_people: AuthPeopleTable;
  auth_sessions: AuthSessionsTable;
  auth_keys: AuthKeysTable;
  auth_credentials: AuthCredentialsTable;
  auth_second_factors: AuthFactorsTable;
  auth_passkeys: AuthFactorsTable;
  account_shares: AccountSharesTable;
  conversation_shares: ConversationSharesTable;
  shared_messages: SharedMessagesTable;
  break_glass: BreakGlassTable;
  audit: AuditTable;
  departures: DeparturesTable;
  departure_steps: DepartureStepsTable;
  departure_letters: DepartureLettersTable;
}
