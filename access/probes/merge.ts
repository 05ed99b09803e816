/** A letter that names both conversations of eve1 makes one of them. Nobody sees by it what was not theirs before. */
import { openSecondStore } from '@mailroom/server/testing/seed-mail';
import { z } from 'zod';
import type { Asking } from '../asking.ts';
import { mayRead, merging, messages, people } from '../statement.ts';
import { arrive, canary, mergingArrival } from '../world.ts';
import { probeSearch } from './search.ts';

const account = 'eve1';
const listed = z.object({ conversations: z.array(z.object({ id: z.string() })) });

export async function probeMerge(asking: Asking): Promise<void> {
  const seeded = asking.world.accounts[account];
  if (!seeded) throw new Error(`The world has no ${account}`);
  const store = await openSecondStore(asking.world.server.dataDir);
  await arrive(store, { id: seeded.accountId, inboxId: seeded.inboxId }, [mergingArrival(account, merging)]);
  await store.close();

  const all = [...messages, merging];
  await probeSearch(
    asking,
    all.map((message) => [account, message] as const),
  );
  for (const person of people) {
    const path = `/api/v1/conversations?words=quark${account}`;
    const { conversations } = listed.parse((await asking.ask(person, { path })).json);
    const opened: string[] = [];
    for (const { id } of conversations)
      opened.push((await asking.ask(person, { path: `/api/v1/conversations/${id}` })).text);
    for (const message of all) {
      const told = opened.some((text) => text.includes(canary(account, message)));
      asking.compare(person, `merged conversation, ${message}`, told, mayRead(person, account, message));
    }
    for (const message of messages) {
      const { status } = await asking.ask(person, { path: `/api/v1/messages/${seeded.messages[message]}` });
      asking.compare(person, `${message} after the merge`, status === 200, mayRead(person, account, message));
    }
  }
  const { conversations } = listed.parse(
    (await asking.ask('eve', { path: `/api/v1/conversations?words=quark${account}` })).json,
  );
  const [merged, ...others] = conversations;
  if (!merged || others.length > 0) throw new Error(`The conversations of ${account} were not merged`);
  seeded.conversations = { x: merged.id, y: merged.id };
}
