import type { PracticeProvider } from '../../provider/index.ts';
import type { Message } from './answers.ts';
import type { Browser } from './browser.ts';
import type { Comparison } from './compare-with-server.ts';
import { WalkFailed } from './walk-failed.ts';

/** Step 6: opens the newest message in the Inbox that a colleague wrote, whose mailbox can be looked into afterwards. */
export async function readMessage(
  browser: Browser,
  provider: PracticeProvider,
  { messages, folders }: Comparison,
): Promise<Message> {
  const [, ...colleagues] = provider.people.map(({ userName }) => userName);
  const inbox = folders.find(({ role }) => role === 'inbox');
  const [newest] = messages
    .filter(({ folderIds }) => inbox !== undefined && folderIds.includes(inbox.id))
    .filter(({ from }) => from.some(({ address }) => colleagues.includes(address)))
    .sort((one, other) => other.receivedAt.localeCompare(one.receivedAt));
  if (newest === undefined) throw new WalkFailed('The Inbox lists no message from a colleague.');
  const message = await browser.read<Message>(`/api/v1/messages/${newest.id}`);
  if (message.body !== 'stored' || message.text.trim() === '') {
    throw new WalkFailed(`The message “${message.subject}” has no text to read (body: ${message.body}).`);
  }
  return message;
}
