import type { Language } from './texts/phrases.ts';

/** Where a message lies: a folder by its role, whose name the provider chooses, or one its owner made. */
export type Folder =
  | { readonly role: 'inbox' | 'sent' | 'drafts' | 'archive' | 'junk' | 'trash' }
  | { readonly path: string };

/** What kind of mail it is, for tests that count and for whoever looks for an example. */
export type Kind =
  | 'customer'
  | 'supplier'
  | 'colleague'
  | 'machine'
  | 'stranger'
  | 'newsletter'
  | 'automatic-reply'
  | 'bounce'
  | 'draft';

/** One message in one mailbox. */
export interface FiledMessage {
  /** The practice address whose mailbox holds it. */
  readonly owner: string;
  readonly folder: Folder;
  /** IMAP system flags. */
  readonly flags: readonly string[];
  /** When it arrived or was sent; the IMAP internal date. */
  readonly date: Date;
  /** RFC 5322 bytes. */
  readonly raw: Buffer;
  readonly kind: Kind;
  readonly language: Language;
  /** With angle brackets. */
  readonly messageId: string;
}
