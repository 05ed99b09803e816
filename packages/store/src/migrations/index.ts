/** Every migration, in order. A new one is a new file and one line here. */
import { accounts } from './0001-accounts.ts';
import { mail } from './0002-mail.ts';
import { acting } from './0003-acting.ts';
import { appCredentials } from './0004-app-credentials.ts';
import { placeMarks } from './0005-place-marks.ts';
import { searchFile } from './0006-search-file.ts';
import { labels } from './0007-labels.ts';
import { intents } from './0008-intents.ts';
import { conversationCare } from './0009-conversation-care.ts';
import { refreshClaims } from './0010-refresh-claims.ts';
import { quarantine } from './0011-quarantine.ts';
import { mailboxIds } from './0012-mailbox-ids.ts';
import type { Migration } from './migration.ts';

export type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  accounts,
  mail,
  acting,
  appCredentials,
  placeMarks,
  searchFile,
  labels,
  intents,
  conversationCare,
  refreshClaims,
  quarantine,
  mailboxIds,
];
