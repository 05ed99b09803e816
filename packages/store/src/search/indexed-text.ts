/** Which text of a message is searched: subject, addresses and names, attachment names, and its body once it is there. */
import type { Attachment, MailAddress } from '@mailroom/model';
import { indexWords } from './fold.ts';
import { accountWord } from './query.ts';

export interface SearchableMessage {
  accountId: number;
  subject: string;
  addresses: readonly MailAddress[];
  attachments: readonly Attachment[];
  /** Empty until the body arrives. */
  text: string;
}

/** A body is searched in its first half million characters: logs and dumps beyond that hold nothing that people look for. */
const maxText = 500_000;

/** Words separated by spaces, each once: the index keeps no positions. */
export function indexedText(message: SearchableMessage): string {
  const words = indexWords(
    [
      message.subject,
      ...message.addresses.flatMap(({ name, address }) => [name, address]),
      ...message.attachments.map(({ name }) => name),
      message.text.slice(0, maxText),
    ].join('\n'),
  );
  words.add(accountWord(message.accountId));
  return [...words].join(' ');
}
