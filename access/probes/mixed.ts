/** Requests that name something of one's own beside something of somebody else's, which must not come along with it. */
import { z } from 'zod';
import { type Asking, shapeOf } from '../asking.ts';
import { absentId, type Request } from '../requests.ts';
import { accounts, mayDo, mayRead, messages, ownerOf, type PersonName, people } from '../statement.ts';
import type { SeededAccount } from '../world.ts';

/** What is of one account. */
interface Mixed {
  accountId: string;
  folderId: string;
  messageId: string;
}

const outgoing = (accountId: string, inReplyTo: string) => ({
  accountId,
  inReplyTo,
  to: [{ name: '', address: 'to@example.com' }],
  subject: 'Beside',
  html: '<p>Beside</p>',
  text: 'Beside',
});

/** Each request with the other account's id at the place of something that the person may act on. */
function mixedRequests(own: Mixed, other: Mixed): Request[] {
  const { messageId, accountId, folderId } = own;
  const post = (path: string, body: unknown) => ({ path, method: 'POST', body });
  return [
    post('/api/v1/outgoing', outgoing(accountId, other.messageId)),
    post('/api/v1/outgoing', outgoing(other.accountId, messageId)),
    post('/api/v1/folders', { accountId, parentId: other.folderId, name: 'Beside' }),
    post('/api/v1/folders', { accountId: other.accountId, parentId: folderId, name: 'Beside' }),
    post('/api/v1/intents', { kind: 'move', messageIds: [messageId], folderId: other.folderId }),
    post('/api/v1/intents', { kind: 'move', messageIds: [other.messageId], folderId }),
    post('/api/v1/intents', { kind: 'archive', messageIds: [messageId], fromFolderId: other.folderId }),
  ];
}

export async function probeMixed(asking: Asking): Promise<void> {
  const { world } = asking;
  const nothing = {
    accountId: absentId,
    folderId: absentId,
    messageId: absentId,
  };
  for (const person of people) {
    const own = world.accounts[accounts.find((account) => ownerOf(account) === person) ?? ''];
    if (!own) continue;
    const mine = { ...own, messageId: own.messages.x1 };
    const absent: string[] = [];
    for (const request of mixedRequests(mine, nothing))
      absent.push(shapeOf(await asking.ask(person, request)));
    for (const account of accounts) {
      const other = world.accounts[account];
      const hidden = messages.find((message) => !mayRead(person, account, message));
      if (!other || !hidden) continue;
      const theirs = { ...other, messageId: other.messages[hidden] };
      for (const [at, request] of mixedRequests(mine, theirs).entries()) {
        const answer = await asking.ask(person, request);
        // That they know of the account and may not do this with it may be said.
        if (answer.status === 403 && mayDo(person, account, 'see')) continue;
        if (shapeOf(answer) !== absent[at])
          asking.leak(person, `${request.path} ${JSON.stringify(request.body)} beside their own`, answer);
      }
    }
    await probeMany(asking, person, own);
  }
  await probeRefused(asking);
  await probeRehearsal(asking);
}

/** Among several conversations, those of others are passed over like what never was. */
async function probeMany(asking: Asking, person: PersonName, own: SeededAccount): Promise<void> {
  const all = accounts.flatMap((account) => asking.world.accounts[account]?.conversations.x ?? []);
  const path = '/api/v1/conversations/messages';
  const { json } = await asking.ask(person, { path, method: 'POST', body: { conversationIds: all } });
  const { messages } = z.object({ messages: z.array(z.object({ conversationId: z.string() })) }).parse(json);
  const told = new Set(messages.map(({ conversationId }) => conversationId));
  asking.compare(person, `${path} of all`, told.has(own.conversations.x), true);
  for (const account of accounts) {
    const id = asking.world.accounts[account]?.conversations.x ?? '';
    const single = person === 'fay' && account === 'eve1';
    asking.compare(person, `${path} of ${account}`, told.has(id), mayDo(person, account, 'read') || single);
  }
}

/** What the provider refused is neither tried again nor put away by whoever may not act on it. */
async function probeRefused(asking: Asking): Promise<void> {
  const ids = (account: string) => ({ ids: [asking.world.accounts[account]?.intentId] });
  for (const account of accounts) {
    for (const person of people) {
      if (mayDo(person, account, 'send')) continue;
      for (const what of ['retry', 'dismiss'])
        await asking.ask(person, { path: `/api/v1/intents/${what}`, method: 'POST', body: ids(account) });
    }
    const { text } = await asking.ask(ownerOf(account), { path: '/api/v1/intents/refused' });
    const stands = text.includes(`"id":"${asking.world.accounts[account]?.intentId}"`);
    if (!stands) asking.leak('somebody', `put away what was refused of ${account}`);
  }
}

/** An administrator rehearses with a mailbox of their own, and with nobody else's. */
async function probeRehearsal(asking: Asking): Promise<void> {
  const path = `/api/v1/provider-apps/${asking.world.providerAppId}/doctor`;
  const run = (accountId: string) => asking.ask('ada', { path, method: 'POST', body: { accountId } });
  const absent = shapeOf(await run(absentId));
  for (const account of accounts) {
    if (mayDo('ada', account, 'own')) continue;
    const answer = await run(asking.world.accounts[account]?.accountId ?? '');
    const isRefused = answer.status === 403 && mayDo('ada', account, 'see');
    if (!isRefused && shapeOf(answer) !== absent) asking.leak('ada', `${path} with ${account}`, answer);
  }
}
