/**
 * Gmail's folders are labels (developers.google.com, "IMAP extensions"): a message lies once in All Mail, Spam or Trash, and every other
 * folder shows those of All Mail that carry its label.
 */
import type { NamedFolder } from './folder-name.ts';

/** Where messages lie, whatever they are labelled: no label stands for these. */
const apart = new Set(['\\all', '\\junk', '\\trash']);
/** The names that X-GM-LABELS has for folders of the system, which LIST names in the mailbox's language. */
const systemLabels = new Map([
  ['\\sent', '\\Sent'],
  ['\\drafts', '\\Draft'],
]);

/**
 * The label of each folder that is one, by path. Empty where All Mail is not among the folders ("Show in IMAP" is off for it): each
 * folder is then all that can be seen of its messages.
 */
export function gmailLabels(folders: readonly NamedFolder[]): Map<string, string> {
  if (!folders.some((folder) => usesOf(folder).includes('\\all'))) return new Map();
  return new Map(
    folders.flatMap((folder): [string, string][] => {
      const uses = usesOf(folder);
      if (uses.some((use) => apart.has(use))) return [];
      if (folder.path.toUpperCase() === 'INBOX') return [[folder.path, '\\Inbox']];
      const system = uses.flatMap((use) => systemLabels.get(use) ?? [])[0];
      return [[folder.path, system ?? folder.path]];
    }),
  );
}

function usesOf({ attributes }: NamedFolder): string[] {
  return [...attributes].map((attribute) => attribute.toLowerCase());
}
