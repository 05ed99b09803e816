import { ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';

export const noop: ImapCommand = {
  when: 'any',
  run({ args }) {
    args.end();
    return ok('NOOP completed.');
  },
};
