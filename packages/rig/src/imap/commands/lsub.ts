import { quoted } from '../grammar/response.ts';
import { CommandRefused, ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';
import { folderPattern } from './folder-pattern.ts';

export const lsub: ImapCommand = {
  when: 'after-login',
  run({ session, args }) {
    args.space();
    const reference = session.path(args.astring());
    args.space();
    const pattern = session.path(args.listMailbox());
    args.end();
    // IMAP4rev2 has no LSUB; Exchange answers so once it is enabled.
    if (session.rev2) throw new CommandRefused({ status: 'BAD', text: 'Command Error. 10' });
    const matches = folderPattern(reference + pattern);
    const delimiter = quoted(session.service.preset.delimiter);
    for (const folder of session.openMailbox.folders()) {
      if (!folder.subscribed || !matches(folder.path)) continue;
      const attributes = folder.selectable ? '' : '\\Noselect';
      session.untagged(`LSUB (${attributes}) ${delimiter} ${session.name(folder.path)}`);
    }
    return ok('LSUB completed.');
  },
};
