import { ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';

/** RFC 4978. */
export const compress: ImapCommand = {
  when: 'after-login',
  requires: ['COMPRESS=DEFLATE'],
  afterwards: 'compress',
  run({ args }) {
    args.space();
    args.expect('DEFLATE');
    args.end();
    return ok('DEFLATE active.');
  },
};
