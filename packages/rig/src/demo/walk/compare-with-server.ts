import type { PracticeProvider } from '../../provider/index.ts';
import { headerValue } from '../../smtp/header-section.ts';
import type { Conversation, ConversationPage, Folder, Message } from './answers.ts';
import type { Browser } from './browser.ts';

/** What the API lists, and what of the server's mail it does not. */
export interface Comparison {
  /** Messages listed. */
  readonly messages: readonly Message[];
  readonly folders: readonly Folder[];
  readonly placesOnServer: number;
  /** Places on the server whose message the API does not show in that folder. */
  readonly unlisted: number;
}

async function conversationsOf(browser: Browser, folder: Folder): Promise<string[]> {
  const ids: string[] = [];
  let after = '';
  for (;;) {
    const query = new URLSearchParams({
      folderId: folder.id,
      limit: '200',
      ...(after === '' ? {} : { after }),
    });
    const page = await browser.read<ConversationPage>(`/api/v1/conversations?${query}`);
    ids.push(...page.conversations.map(({ id }) => id));
    if (page.next === null) return ids;
    after = page.next;
  }
}

/** Every message of an account, as a person who opens every conversation of every folder would see them. */
async function listMessages(browser: Browser, folders: readonly Folder[]): Promise<Map<string, Message>> {
  const conversations = new Set<string>();
  for (const folder of folders.filter(({ messages }) => messages > 0)) {
    for (const id of await conversationsOf(browser, folder)) conversations.add(id);
  }
  const messages = new Map<string, Message>();
  for (const id of conversations) {
    const conversation = await browser.read<Conversation>(`/api/v1/conversations/${id}`);
    for (const message of conversation.messages) messages.set(message.id, message);
  }
  return messages;
}

function bare(messageId: string | null | undefined): string {
  return (messageId ?? '').replace(/^<|>$/g, '');
}

/** Step 5: compares what is listed with what lies in the practice mailbox, folder by folder, message by message. */
export async function compareWithServer(
  browser: Browser,
  provider: PracticeProvider,
  accountId: string,
): Promise<Comparison> {
  const [persona] = provider.people;
  const { folders } = await browser.read<{ folders: Folder[] }>(`/api/v1/folders?accountId=${accountId}`);
  const messages = await listMessages(browser, folders);
  const listed = new Set<string>();
  for (const message of messages.values()) {
    for (const folderId of message.folderIds) listed.add(`${folderId} ${bare(message.messageIdHeader)}`);
  }
  let placesOnServer = 0;
  let unlisted = 0;
  for (const onServer of provider.mail.mailbox(persona.userName).folders()) {
    const folder = folders.find(({ path }) => path === onServer.path);
    for (const message of onServer.messages) {
      const messageId = headerValue(Buffer.from(message.raw()), 'Message-ID');
      placesOnServer += 1;
      if (!listed.has(`${folder?.id} ${bare(messageId)}`)) unlisted += 1;
    }
  }
  return { messages: [...messages.values()], folders, placesOnServer, unlisted };
}
