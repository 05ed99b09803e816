import type { PracticeFolder } from '../../mailbox/index.ts';
import type { Session } from '../session.ts';

/** Attributes of a folder in a LIST response, as far as the extensions offered allow (RFC 3348, RFC 6154). */
export function listAttributes(session: Session, folder: PracticeFolder, tellSubscribed: boolean): string[] {
  const attributes: string[] = [];
  if (!folder.selectable) attributes.push('\\Noselect');
  if (session.offers('CHILDREN') || session.offers('IMAP4rev2')) {
    attributes.push(session.openMailbox.hasChildren(folder.path) ? '\\HasChildren' : '\\HasNoChildren');
  }
  if (folder.specialUse !== undefined && (session.offers('SPECIAL-USE') || session.offers('XLIST'))) {
    attributes.push(folder.specialUse);
  }
  if (tellSubscribed && folder.subscribed) attributes.push('\\Subscribed');
  return attributes;
}
