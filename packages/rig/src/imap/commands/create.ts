import { CommandRefused, no, ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';

export const create: ImapCommand = {
  when: 'after-login',
  run({ session, args }) {
    args.space();
    const path = session.path(args.astring()).replace(/\/$/, '');
    args.end();
    const mailbox = session.openMailbox;
    const existing = mailbox.findFolder(path);
    if (path === '' || existing?.selectable) {
      throw new CommandRefused(no(`${path} already exists.`, path === '' ? 'CANNOT' : 'ALREADYEXISTS'));
    }
    // Levels above are made as needed (RFC 9051 section 6.3.4).
    const levels = path.split('/');
    for (let depth = 1; depth < levels.length; depth += 1) {
      const parent = levels.slice(0, depth).join('/');
      if (!mailbox.findFolder(parent)) mailbox.createFolder(parent);
    }
    const folder = mailbox.createFolder(path);
    return ok(
      'CREATE completed.',
      session.offers('OBJECTID') ? `MAILBOXID (${folder.mailboxId})` : undefined,
    );
  },
};
