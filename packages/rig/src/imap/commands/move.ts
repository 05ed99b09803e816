import { CommandRefused, no, ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';
import { copyMessages, parseTransfer } from './copy.ts';

/** RFC 6851. COPYUID comes untagged, before the messages are told to be gone. */
export const move: ImapCommand = {
  when: 'selected',
  withUid: 'possible',
  requires: ['MOVE', 'IMAP4rev2'],
  run(context) {
    const { session } = context;
    const { uids, target } = parseTransfer(context);
    const view = session.selected;
    if (view.readOnly) throw new CommandRefused(no('Mailbox is read-only.', 'READ-ONLY'));
    const code = copyMessages(session, uids, target);
    if (code !== undefined) session.untagged(`OK [${code}] Moved.`);
    view.folder.expungeAll(new Set(uids));
    return ok(
      'MOVE completed.',
      session.condstore ? `HIGHESTMODSEQ ${view.folder.highestModseq}` : undefined,
    );
  },
};
