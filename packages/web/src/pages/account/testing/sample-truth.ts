/** What is told of a mailbox that is mostly well, for tests of its screen and for pictures of it. */
import type { Account, AccountEvent, AccountTruth, FolderTruth, SkippedMessage } from '@mailroom/model';
import { account } from '../../../testing/sample-mail.ts';

const minutes = (count: number): string => new Date(Date.now() + count * 60_000).toISOString();
const day = 24 * 60;

const folder = (id: string, role: FolderTruth['role'], over: Partial<FolderTruth>): FolderTruth => ({
  id,
  path: id,
  name: id,
  role,
  selectable: true,
  label: false,
  listed: true,
  onServer: 0,
  stored: 0,
  beforeStart: 0,
  unanswered: 0,
  refusal: null,
  ...over,
});

export const truthAccount: Account = {
  ...account,
  provider: 'google',
  address: 'nora.lind@halewick.test',
  name: 'Nora Lind',
  state: 'syncing',
  progress: {
    stage: 'text',
    done: 8_412,
    total: 20_431,
    remainingSeconds: 95,
    measured: { messages: 3_790, seconds: 30 },
  },
  syncSince: '2026-01-01T00:00:00Z',
  lastSyncedAt: minutes(-2),
  nextSyncAt: minutes(3),
  messages: 20_431,
  unread: 61,
  createdAt: minutes(-40 * day),
};

export const sampleTruth: AccountTruth = {
  accountId: 'a1',
  at: minutes(0),
  lastArrival: { at: minutes(-7), lagSeconds: 4 },
  folders: [
    folder('INBOX', 'inbox', { onServer: 18_240, stored: 12_101, beforeStart: 6_139 }),
    folder('Sent', 'sent', { onServer: 4_310, stored: 4_308, unanswered: 2 }),
    folder('Drafts', 'drafts', { onServer: 3, stored: 3 }),
    folder('Projects', null, { selectable: false, onServer: null }),
    folder('Projects/Harbour crossing', null, { onServer: 2_204, stored: 2_204 }),
    folder('Projects/Offers 2026', null, { onServer: 1_815, stored: 1_803 }),
    folder('Shared with accounting', null, {
      onServer: null,
      refusal: { failure: 'folder-not-selectable', at: minutes(-3 * day) },
    }),
    folder('Trash', 'trash', { onServer: 12, stored: 12 }),
  ],
  messages: 20_431,
  pendingTexts: 12_019,
  unreadable: 2,
  budget: {
    usedOctets: 2_080_000_000,
    dailyOctets: 2_500_000_000,
    readingOctets: 2_000_000_000,
    enoughFrom: minutes(400),
  },
  check: {
    askedAt: null,
    begunAt: null,
    progress: null,
    endedAt: minutes(-90),
    outcome: {
      mended: { missing: 212, texts: 31, words: 8, 'folder-counts': 2, conversations: 40 },
      folders: [],
      failure: null,
    },
  },
};

const hourOf = (time: string): string => `${time.slice(0, 13)}:00:00.000Z`;

function event(daysAgo: number, over: Partial<AccountEvent>): AccountEvent {
  const lastAt = minutes(-daysAgo * day);
  return {
    hour: hourOf(lastAt),
    kind: 'connected',
    failure: null,
    times: 1,
    waitedSeconds: 0,
    lastAt,
    ...over,
  };
}

export const sampleEvents: readonly AccountEvent[] = [
  ...Array.from({ length: 30 }, (_, at) => event(29 - at, { times: 4 + (at % 7) })),
  event(27, { kind: 'checked' }),
  event(20, { kind: 'mended' }),
  event(13, { kind: 'checked' }),
  event(6, { kind: 'checked' }),
  event(0.1, { kind: 'mended' }),
  event(24, { kind: 'dropped', failure: 'connection-lost', times: 3 }),
  event(11, { kind: 'dropped', failure: 'connection-lost', times: 12 }),
  event(18, { kind: 'failed', failure: 'host-not-found', times: 2, waitedSeconds: 9 }),
  event(9, { kind: 'throttled', failure: 'throttled', times: 4, waitedSeconds: 5_400 }),
  event(8, { kind: 'throttled', failure: 'throttled', times: 1, waitedSeconds: 900 }),
  event(4, { kind: 'reconnect', failure: 'grant-ended' }),
  event(3, { kind: 'reconnected' }),
].sort((a, b) => a.hour.localeCompare(b.hour));

export const sampleSkipped: readonly SkippedMessage[] = [
  {
    id: '70',
    conversationId: '9',
    subject: 'Scans of all plans, floors 1–14',
    from: [{ name: 'Marc Delacroix', address: 'marc@delacroix-eclairage.test' }],
    receivedAt: minutes(-9_000),
    size: 30_000_000,
    reason: 'used more than 1000 ms of processor time',
    stoppedReaderAt: minutes(-8_000),
  },
  {
    id: '71',
    conversationId: '10',
    subject: '',
    from: [],
    receivedAt: minutes(-20_000),
    size: 2_400,
    reason: 'The server did not answer with the text of this message.',
    stoppedReaderAt: null,
  },
];
