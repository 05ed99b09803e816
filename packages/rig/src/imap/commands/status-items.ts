import type { PracticeFolder } from '../../mailbox/index.ts';
import type { Arguments } from '../grammar/arguments.ts';
import type { Session } from '../session.ts';

const ITEMS = [
  'MESSAGES',
  'RECENT',
  'UIDNEXT',
  'UIDVALIDITY',
  'UNSEEN',
  'DELETED',
  'SIZE',
  'HIGHESTMODSEQ',
  'MAILBOXID',
  'APPENDLIMIT',
] as const;
export type StatusItem = (typeof ITEMS)[number];

/** The extension that brings an item, where it is none of RFC 3501's. */
const NEEDS: Partial<Record<StatusItem, readonly string[]>> = {
  DELETED: ['IMAP4rev2'],
  SIZE: ['STATUS=SIZE', 'IMAP4rev2'],
  HIGHESTMODSEQ: ['CONDSTORE', 'QRESYNC'],
  MAILBOXID: ['OBJECTID'],
  APPENDLIMIT: ['APPENDLIMIT'],
};

/** Reads `(MESSAGES UIDNEXT …)` (RFC 9051 section 6.3.11). */
export function parseStatusItems(args: Arguments, session: Session): StatusItem[] {
  const items = args.list(() => {
    const word = args.word();
    const item = ITEMS.find((known) => known === word);
    const needs = item && NEEDS[item];
    if (!item || needs?.every((capability) => !session.offers(capability))) {
      throw args.fault(`unknown STATUS item ${word}`);
    }
    return item;
  });
  if (items.length === 0) throw args.fault('STATUS names at least one item');
  return items;
}

/** The untagged STATUS of a folder, without `* `. */
export function statusResponse(
  session: Session,
  folder: PracticeFolder,
  items: readonly StatusItem[],
): string {
  if (items.includes('HIGHESTMODSEQ')) session.enabled.add('CONDSTORE');
  const values = items
    .map((item) => [item, value(session, folder, item)] as const)
    .filter(([, shown]) => shown !== undefined)
    .map(([item, shown]) => `${item} ${shown}`);
  return `STATUS ${session.name(folder.path)} (${values.join(' ')})`;
}

function value(session: Session, folder: PracticeFolder, item: StatusItem): string | number | undefined {
  const { messages } = folder;
  switch (item) {
    case 'MESSAGES':
      return messages.length;
    case 'RECENT':
      return messages.length - folder.indexFromUid(session.service.claimRecent(folder, true) + 1);
    case 'UIDNEXT':
      return folder.uidNext;
    case 'UIDVALIDITY':
      return session.told.uidValidity(folder);
    case 'UNSEEN':
      return messages.reduce((count, { flags }) => (flags.has('\\Seen') ? count : count + 1), 0);
    case 'DELETED':
      return messages.reduce((count, { flags }) => (flags.has('\\Deleted') ? count + 1 : count), 0);
    case 'SIZE':
      return messages.reduce((sum, { size }) => sum + size, 0);
    case 'HIGHESTMODSEQ':
      return folder.highestModseq;
    case 'MAILBOXID':
      return `(${folder.mailboxId})`;
    case 'APPENDLIMIT':
      return session.service.preset.appendLimit;
  }
}
