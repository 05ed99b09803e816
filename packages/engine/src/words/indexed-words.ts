/** Which text of a message is searched: subject, addresses and names, attachment names, and its body. */
import type { Attachment, MailAddress } from '@mailroom/model';
import { distinctWords } from './distinct-words.ts';

/** A body is searched in its first half million characters: logs and dumps beyond that hold nothing that people look for. */
const maxText = 500_000;

export interface SearchableHeader {
  subject: string;
  addresses: readonly MailAddress[];
  attachments: readonly Pick<Attachment, 'name'>[];
}

/** What is searched beside the body, as one text. */
export function searchableHeader({ subject, addresses, attachments }: SearchableHeader): string {
  return [
    subject,
    ...addresses.flatMap(({ name, address }) => [name, address]),
    ...attachments.map(({ name }) => name),
  ].join('\n');
}

/** Words separated by spaces, each once: the index keeps no positions. */
export function indexedWords(header: string, text: string): string {
  return distinctWords(`${header}\n${text.slice(0, maxText)}`);
}
