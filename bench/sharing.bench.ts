/**
 * What one's own list and search cost where others have shared their mailboxes: the processor's time of a request's part in the store (who
 * asks and what they may see, then the page), with 50 accounts of others shared with the reader and with none of them shared. Both are
 * asked of one store in turns, so that whatever else the machine does falls on both; the middle of the rounds is compared. What "all I may
 * see" costs with them stands beside it: that is more mail, not the same for more.
 */
import { join } from 'node:path';
import type { ConversationQuery, Store } from '@mailroom/store';
import { addPeople } from '@mailroom/store/testing/people';
import { openBenchStore, personId, withMessages } from './bench-store.ts';
import { median } from './median.ts';
import { round } from './peers/mailbox.ts';
import { fillAccount, fillStore } from './search/archive-store.ts';

const sharedAccounts = 50;
const perSharedAccount = 40;
const rounds = 15;
const perRound = 20;
const colleague = 'ben';

type Query = Partial<ConversationQuery>;

export function bench(args: readonly string[]): Promise<object> {
  return withMessages(args, async (messages, directory) => {
    const file = join(directory, 'mailroom.sqlite');
    const store = await openBenchStore(file, directory);
    addPeople(file, [personId, colleague]);
    const { frequencies } = await fillStore(store, messages);
    const others: string[] = [];
    for (let at = 0; at < sharedAccounts; at += 1) {
      const address = `shared${at}@practice.test`;
      others.push((await fillAccount(store, { owner: colleague, address }, perSharedAccount)).accountId);
    }
    console.error('filled');
    try {
      const counts = [...(frequencies.get('en') ?? [])].sort(([, a], [, b]) => b - a).map(([word]) => word);
      const mine = { scope: 'mine' } as const;
      const kinds: Readonly<Record<string, Query>> = {
        inbox: { ...mine, role: 'inbox' },
        everything: mine,
        unread: { ...mine, unread: true },
        frequentWord: { ...mine, words: counts[5] ?? '' },
        rareWord: { ...mine, words: counts[Math.floor(counts.length / 2)] ?? '' },
        allInboxes: { role: 'inbox' },
      };
      return {
        messages,
        sharedAccounts,
        perSharedAccount,
        kinds: await compare(store, others, kinds),
      };
    } finally {
      await store.close();
    }
  });
}

/** Microseconds of CPU for one request, by kind. */
async function compare(store: Store, accounts: readonly string[], kinds: Readonly<Record<string, Query>>) {
  const spent = new Map<string, { without: number[]; with: number[] }>();
  for (const kind of Object.keys(kinds)) spent.set(kind, { without: [], with: [] });
  for (let turn = 0; turn <= rounds; turn += 1) {
    for (const state of ['without', 'with'] as const) {
      await (state === 'with' ? share(store, accounts) : withdraw(store, accounts));
      for (const [kind, query] of Object.entries(kinds)) {
        const each = await cpuOf(store, query);
        // The first turn warms up.
        if (turn > 0) spent.get(kind)?.[state].push(each);
      }
    }
    console.error(`turn ${turn}: ${JSON.stringify(figures(spent))}`);
  }
  return figures(spent);
}

type Spent = ReadonlyMap<string, { without: readonly number[]; with: readonly number[] }>;

function figures(spent: Spent): object {
  return Object.fromEntries(
    [...spent].map(([kind, { without, with: shared }]) => [
      kind,
      {
        withoutMicroseconds: Math.round(median(without)),
        withMicroseconds: Math.round(median(shared)),
        percentMore: round((100 * (median(shared) - median(without))) / median(without)),
      },
    ]),
  );
}

async function cpuOf(store: Store, query: Query): Promise<number> {
  const before = process.cpuUsage();
  for (let at = 0; at < perRound; at += 1) {
    const scope = await store.scopeOf({ id: personId, role: 'member' });
    await store.conversations.list(scope, { limit: 50, ...query });
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / perRound;
}

async function share(store: Store, accounts: readonly string[]): Promise<void> {
  const scope = await store.scopeOf({ id: colleague, role: 'member' });
  for (const id of accounts) {
    await store.accountShares.share(scope, id, { with: { kind: 'person', id: personId }, level: 'read' });
  }
}

async function withdraw(store: Store, accounts: readonly string[]): Promise<void> {
  const scope = await store.scopeOf({ id: colleague, role: 'member' });
  for (const id of accounts) {
    for (const made of await store.accountShares.list(scope, id))
      await store.accountShares.end(scope, id, made.id);
  }
}
