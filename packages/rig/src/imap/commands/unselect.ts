import { ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';

/** RFC 3691. */
export const unselect: ImapCommand = {
  when: 'selected',
  requires: ['UNSELECT', 'IMAP4rev2'],
  run({ session, args }) {
    args.end();
    session.deselect();
    return ok('UNSELECT completed.');
  },
};
