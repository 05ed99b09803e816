import { ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';

export const check: ImapCommand = {
  when: 'selected',
  run({ args }) {
    args.end();
    return ok('CHECK completed.');
  },
};
