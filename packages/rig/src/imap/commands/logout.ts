import { ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';

export const logout: ImapCommand = {
  when: 'any',
  afterwards: 'end',
  run({ session, args }) {
    args.end();
    session.untagged('BYE Logging out');
    return ok('LOGOUT completed.');
  },
};
