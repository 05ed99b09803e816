/** The stream names nothing of what the person may not see, and tells everybody of their own. */
import { change } from '@mailroom/model';
import type { Asking } from '../asking.ts';
import { accounts, mayDo, mayRead, type PersonName } from '../statement.ts';
import type { World } from '../world.ts';

/** Of people, groups, invitations and provider apps: administrators' business. */
const administrative: ReadonlySet<string> = new Set(['provider-app', 'group', 'invitation']);

/** @param text of a stream from the beginning of the log */
export function compareChanges(asking: Asking, person: PersonName, text: string): void {
  const { world } = asking;
  const told = new Set<string>();
  for (const [, data = ''] of text.matchAll(/^event: change\nid: \d+\ndata: (.*)$/gm)) {
    const { noun, id, accountId } = change.parse(JSON.parse(data));
    const what = `live ${noun} ${id}`;
    const account = accounts.find((each) => world.accounts[each]?.accountId === accountId);
    if (account) {
      told.add(account);
      asking.compare(
        person,
        `${what} of ${account}`,
        true,
        mayDo(person, account, noun === 'account' ? 'see' : 'read'),
      );
    } else if (administrative.has(noun)) {
      asking.compare(person, what, true, person === 'ada');
    } else if (noun === 'person') {
      asking.compare(person, what, true, person === 'ada' || id === null || id === world.personIds[person]);
    } else if (noun === 'conversation' && id !== null) {
      asking.compare(person, what, true, readsConversation(world, person, id));
    } else {
      asking.compare(person, `${what} of account ${accountId}`, true, false);
    }
  }
  for (const account of accounts) {
    if (mayDo(person, account, 'own')) asking.compare(person, `live ${account}`, told.has(account), true);
  }
}

function readsConversation(world: World, person: PersonName, id: string): boolean {
  return accounts.some((account) =>
    (['x', 'y'] as const).some(
      (thread) =>
        world.accounts[account]?.conversations[thread] === id &&
        (['1', '2'] as const).some((place) => mayRead(person, account, `${thread}${place}`)),
    ),
  );
}
