import type { PracticeFolder } from '../../mailbox/index.ts';
import { contains } from '../grammar/sequence-set.ts';
import { CommandRefused, no, ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';

/** EXPUNGE, and the UID EXPUNGE of RFC 4315. */
export const expunge: ImapCommand = {
  when: 'selected',
  withUid: 'possible',
  run({ session, args, byUid }) {
    const view = session.selected;
    let chosen = deletedUids(view.folder);
    if (byUid) {
      if (!session.offers('UIDPLUS') && !session.offers('IMAP4rev2'))
        throw args.fault('UIDPLUS is not offered');
      args.space();
      const ranges = view.uidRanges(args.sequenceSet());
      chosen = new Set([...chosen].filter((uid) => contains(ranges, uid)));
    }
    args.end();
    if (view.readOnly) throw new CommandRefused(no('Mailbox is read-only.', 'READ-ONLY'));
    view.folder.expungeAll(chosen);
    return ok(
      'EXPUNGE completed.',
      session.condstore ? `HIGHESTMODSEQ ${view.folder.highestModseq}` : undefined,
    );
  },
};

export function deletedUids(folder: PracticeFolder): Set<number> {
  const uids = new Set<number>();
  for (const { uid, flags } of folder.messages) if (flags.has('\\Deleted')) uids.add(uid);
  return uids;
}
