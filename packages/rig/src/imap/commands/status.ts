import { ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';
import { parseStatusItems, statusResponse } from './status-items.ts';

export const status: ImapCommand = {
  when: 'after-login',
  run({ session, args }) {
    args.space();
    const path = session.path(args.astring());
    args.space();
    const items = parseStatusItems(args, session);
    args.end();
    session.untagged(statusResponse(session, session.folder(path), items));
    return ok('STATUS completed.');
  },
};
