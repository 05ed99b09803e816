import { CommandRefused, no, ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';

export const rename: ImapCommand = {
  when: 'after-login',
  run({ session, args }) {
    args.space();
    const from = session.path(args.astring());
    args.space();
    const to = session.path(args.astring());
    args.end();
    const mailbox = session.openMailbox;
    const folder = mailbox.findFolder(from);
    if (!folder) throw new CommandRefused(no(`${from} doesn't exist.`, 'NONEXISTENT'));
    if (mailbox.findFolder(to)) throw new CommandRefused(no(`${to} already exists.`, 'ALREADYEXISTS'));
    if (to.startsWith(`${folder.path}/`))
      throw new CommandRefused(no("Can't move a folder into itself.", 'CANNOT'));
    if (folder.path === 'INBOX') {
      // Renaming INBOX moves its messages and leaves it empty (RFC 9051 section 6.3.6).
      const target = mailbox.createFolder(to);
      for (const { uid } of [...folder.messages]) folder.copy(uid, target);
      folder.expungeAll(new Set(folder.messages.map(({ uid }) => uid)));
    } else {
      mailbox.renameFolder(from, to);
    }
    return ok('RENAME completed.');
  },
};
