import type { PracticeFolder } from './folder.ts';
import type { PracticeMessage } from './message.ts';

/** Something that happened in a mailbox, told to every subscriber before the method that caused it returns. */
export type MailboxChange =
  | { readonly kind: 'message-added'; readonly folder: PracticeFolder; readonly message: PracticeMessage }
  | {
      readonly kind: 'message-changed';
      readonly folder: PracticeFolder;
      readonly message: PracticeMessage;
      readonly before: { readonly flags: ReadonlySet<string>; readonly labels: ReadonlySet<string> };
    }
  | { readonly kind: 'message-removed'; readonly folder: PracticeFolder; readonly message: PracticeMessage }
  /** UIDVALIDITY changed and every message has a new UID: what a session remembers is void. */
  | { readonly kind: 'folder-renumbered'; readonly folder: PracticeFolder }
  | { readonly kind: 'folder-created'; readonly folder: PracticeFolder }
  | { readonly kind: 'folder-renamed'; readonly folder: PracticeFolder; readonly from: string }
  | { readonly kind: 'folder-deleted'; readonly folder: PracticeFolder };

export type MailboxListener = (change: MailboxChange) => void;
