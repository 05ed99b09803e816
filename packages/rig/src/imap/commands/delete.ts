import { CommandRefused, no, ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';

export const deleteFolder: ImapCommand = {
  when: 'after-login',
  run({ session, args }) {
    args.space();
    const path = session.path(args.astring());
    args.end();
    const mailbox = session.openMailbox;
    const folder = mailbox.findFolder(path);
    if (!folder) throw new CommandRefused(no(`${path} doesn't exist.`, 'NONEXISTENT'));
    if (folder.path === 'INBOX') throw new CommandRefused(no("INBOX can't be deleted.", 'CANNOT'));
    if (!folder.selectable && mailbox.hasChildren(folder.path)) {
      throw new CommandRefused(no(`${path} has folders below it.`, 'HASCHILDREN'));
    }
    if (session.view?.folder === folder) session.deselect();
    mailbox.deleteFolder(path);
    return ok('DELETE completed.');
  },
};
