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
import { people } from './0013-people.ts';
import { sharing } from './0014-sharing.ts';
import { accountTruth } from './0015-account-truth.ts';
import { oversight } from './0016-oversight.ts';
import { usedCodes } from './0017-used-codes.ts';
import { copies } from './0018-copies.ts';
import { departures } from './0019-departures.ts';
import { arrivalLag } from './0020-arrival-lag.ts';
import { accountCounts } from './0021-account-counts.ts';
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
  people,
  sharing,
  accountTruth,
  oversight,
  usedCodes,
  copies,
  departures,
  arrivalLag,
  accountCounts,
];
