/** What lists hold and search finds: all that the person may read, counted right, and nothing else. */
import { conversationSummary, folder } from '@mailroom/model';
import type { Answer } from '@mailroom/server/testing/browser';
import { z } from 'zod';
import type { Asking } from '../asking.ts';
import { accounts, copied, mayDo, mayRead, messages, type PersonName, people } from '../statement.ts';
import { addressOf, canary, copiedWord, folderName, senderOf } from '../world.ts';

const conversations = z.object({ conversations: z.array(conversationSummary) });

function rowsOf({ json }: Answer): z.infer<typeof conversationSummary>[] {
  return conversations.parse(json).conversations;
}

/** Every message by the word that stands in it alone, by whom it is from, and by their domain. */
export async function probeSearch(
  asking: Asking,
  words: readonly (readonly [string, string])[] = accounts.flatMap((account) =>
    messages.map((message) => [account, message] as const),
  ),
): Promise<void> {
  for (const person of people) {
    for (const [account, message] of words) {
      const word = canary(account, message);
      for (const query of [
        `words=${word}`,
        `address=${senderOf(word).toUpperCase()}`,
        `domains=${word}.example.com`,
      ]) {
        const answer = await asking.ask(person, { path: `/api/v1/conversations?${query}` });
        asking.compare(
          person,
          `search ${query}`,
          rowsOf(answer).length > 0,
          mayRead(person, account, message),
        );
      }
    }
  }
}

/** How many conversations a word finds that stands in all mail of an account. */
export async function probeCounts(asking: Asking): Promise<void> {
  for (const person of people) {
    for (const account of accounts) {
      const answer = await asking.ask(person, {
        path: `/api/v1/conversations?words=quark${account}&limit=200`,
      });
      const threads = (['x', 'y'] as const).filter((thread) => readable(person, account, thread) > 0);
      const found = rowsOf(answer).length;
      if (found !== threads.length)
        asking.leak(person, `search quark${account} found ${found} conversations and not ${threads.length}`);
    }
  }
}

/** How many of a conversation's two messages. */
function readable(person: PersonName, account: string, thread: 'x' | 'y'): number {
  return (['1', '2'] as const).filter((place) => mayRead(person, account, `${thread}${place}`)).length;
}

const scopes = ['mine', 'shared', 'all'] as const;

export async function probeLists(asking: Asking, person: PersonName): Promise<void> {
  const [ofAccounts, folders, outgoing, refused] = [
    await asking.ask(person, { path: '/api/v1/accounts' }),
    await asking.ask(person, { path: '/api/v1/folders' }),
    await asking.ask(person, { path: '/api/v1/outgoing' }),
    await asking.ask(person, { path: '/api/v1/intents/refused' }),
  ];
  for (const account of accounts) {
    const has = (answer: Answer, word: string) => answer.text.includes(word);
    const compare = (what: string, found: boolean, expected: boolean) =>
      asking.compare(person, `${what} ${account}`, found, expected);
    const reads = mayDo(person, account, 'read');
    compare('accounts', has(ofAccounts, addressOf(account)), mayDo(person, account, 'see'));
    compare('folders', has(folders, folderName(account)), reads);
    compare('outgoing', has(outgoing, canary(account, 'x1')), reads);
    compare('refused', has(refused, canary(account, 'y2')), mayDo(person, account, 'send'));
    compare(
      'folders of account',
      has(folders, `"accountId":"${asking.world.accounts[account]?.accountId}"`),
      reads,
    );
  }
  counted(asking, person, folders);
  for (const scope of scopes) await probeScope(asking, person, scope);
  await probeNarrowed(asking, person);
}

/** Nobody's folders count what others have not let them see. */
function counted(asking: Asking, person: PersonName, { json }: Answer): void {
  const { folders } = z.object({ folders: z.array(folder) }).parse(json);
  const readers = accounts.filter((account) => mayDo(person, account, 'read'));
  if (folders.length !== readers.length * 2)
    asking.leak(person, `folders: ${folders.length} of ${readers.length} accounts`);
}

async function probeScope(asking: Asking, person: PersonName, scope: (typeof scopes)[number]): Promise<void> {
  const rows = rowsOf(await asking.ask(person, { path: `/api/v1/conversations?scope=${scope}&limit=200` }));
  for (const account of accounts) {
    const isOwn = mayDo(person, account, 'own');
    const inScope = scope === 'all' || isOwn === (scope === 'mine');
    for (const thread of ['x', 'y'] as const) {
      const row = rows.find(({ id }) => id === asking.world.accounts[account]?.conversations[thread]);
      const count = inScope ? readable(person, account, thread) : 0;
      asking.compare(person, `${scope} ${account} ${thread}`, row !== undefined, count > 0);
      if (row && row.messages !== count)
        asking.leak(person, `${scope} ${account} ${thread} counts ${row.messages} messages and not ${count}`);
      if (row && row.unread > count)
        asking.leak(person, `${scope} ${account} ${thread} counts ${row.unread} unread`);
    }
  }
}

/** Lists that name an account or a folder of anybody's: whoever sees a single conversation of an account does not know of the account. */
async function probeNarrowed(asking: Asking, person: PersonName): Promise<void> {
  for (const account of accounts) {
    const seeded = asking.world.accounts[account];
    for (const [path, expected] of [
      [`/api/v1/folders?accountId=${seeded?.accountId}`, mayDo(person, account, 'read')],
      [`/api/v1/conversations?folderId=${seeded?.folderId}`, mayDo(person, account, 'read')],
      [`/api/v1/conversations?accountId=${seeded?.accountId}`, mayDo(person, account, 'read')],
      [`/api/v1/audit?accountId=${seeded?.accountId}`, person === 'ada' || mayDo(person, account, 'own')],
      [
        `/api/v1/audit/export?format=csv&accountId=${seeded?.accountId}`,
        person === 'ada' || mayDo(person, account, 'own'),
      ],
    ] as const) {
      const { status } = await asking.ask(person, { path });
      asking.compare(person, `${path} of ${account} ${status}`, status === 200, expected);
    }
  }
}

const copies = z.array(z.object({ accountId: z.string() }));

/** The letter that lies in three mailboxes: once for whoever may read any of them, with the copies that they may read and no other. */
export async function probeCopies(asking: Asking): Promise<void> {
  const numberOf = (account: string) => asking.world.accounts[account]?.accountId ?? '';
  for (const person of people) {
    const mine = copied.filter((account) => mayDo(person, account, 'read')).map(numberOf);
    const rows = rowsOf(await asking.ask(person, { path: `/api/v1/conversations?words=${copiedWord}` }));
    asking.compare(person, `${copiedWord} in ${rows.length} rows`, rows.length > 0, mine.length > 0);
    if (rows.length > 1) asking.leak(person, `${copiedWord} in ${rows.length} rows`);
    for (const row of rows) {
      const told = [row.accountId, ...row.copies.map(({ accountId }) => accountId)];
      comparedSets(asking, person, { what: `mailboxes of ${copiedWord}`, told, expected: mine });
      const opened = await asking.ask(person, { path: `/api/v1/conversations/${row.id}` });
      const shown = z
        .object({ messages: z.array(z.object({ accountId: z.string(), copies })) })
        .parse(opened.json);
      for (const message of shown.messages) {
        const lies = [message.accountId, ...message.copies.map(({ accountId }) => accountId)];
        comparedSets(asking, person, { what: `copies of ${copiedWord}`, told: lies, expected: mine });
      }
    }
  }
}

function comparedSets(
  asking: Asking,
  person: PersonName,
  { what, told, expected }: { what: string; told: readonly string[]; expected: readonly string[] },
): void {
  for (const each of new Set([...told, ...expected]))
    asking.compare(person, `${what}: account ${each}`, told.includes(each), expected.includes(each));
}
