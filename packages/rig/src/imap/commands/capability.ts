import { ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';

export const capability: ImapCommand = {
  when: 'any',
  run({ session, args }) {
    args.end();
    session.untagged(`CAPABILITY ${session.capabilities().join(' ')}`);
    return ok('CAPABILITY completed.');
  },
};
