import type { PracticeFolder } from '../../mailbox/index.ts';
import type { PracticeProvider } from '../../provider/index.ts';
import { headerValue } from '../../smtp/header-section.ts';
import type { Account, Conversation, Message } from './answers.ts';
import type { Browser } from './browser.ts';
import { waitFor } from './wait-for.ts';

/** Where the answer was found. */
export interface FoundAnswer {
  readonly received: boolean;
  /** Copies in the persona's whole mailbox on the server, under any of the answer's Message-IDs. */
  readonly sentCopies: number;
  /** How often the conversation shows the answer. */
  readonly shown: number;
}

function copiesIn(folder: PracticeFolder, ids: ReadonlySet<string | undefined>): number {
  return folder.messages.filter((message) => ids.has(headerValue(Buffer.from(message.raw()), 'Message-ID')))
    .length;
}

/** Step 8: looks for the answer in the other's Inbox, in the own mailbox on the server, and in the conversation here. */
export async function findAnswer(
  browser: Browser,
  provider: PracticeProvider,
  account: Account,
  message: Message,
): Promise<FoundAnswer> {
  const { transmissions } = provider.servers.smtp;
  const ids = new Set(transmissions.flatMap(({ submittedId, messageId }) => [submittedId, messageId]));
  const [colleague] = message.from;
  const received =
    colleague !== undefined && copiesIn(provider.mail.folder(colleague.address, 'inbox'), ids) === 1;
  const own = provider.mail.mailbox(account.address).folders();
  const sentCopies = own.reduce((sum, folder) => sum + copiesIn(folder, ids), 0);

  // The copy in Sent comes back with the next visit to the provider; a person would press Sync.
  await browser.post(`/api/v1/accounts/${account.id}/sync`, {});
  const isAnswer = ({ messageIdHeader }: Message): boolean =>
    [...ids].some(
      (id) => id !== undefined && id.replace(/[<>]/g, '') === messageIdHeader?.replace(/[<>]/g, ''),
    );
  const shown = await waitFor<number>(60, async () => {
    const { messages } = await browser.read<Conversation>(`/api/v1/conversations/${message.conversationId}`);
    const count = messages.filter(isAnswer).length;
    return count > 0 ? { done: count } : { still: 'the conversation did not show the answer' };
  });
  return { received, sentCopies, shown };
}
