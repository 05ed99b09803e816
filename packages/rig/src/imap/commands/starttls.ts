import { ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';

export const starttls: ImapCommand = {
  when: 'before-login',
  requires: ['STARTTLS'],
  afterwards: 'start-tls',
  run({ args }) {
    args.end();
    return ok('Begin TLS negotiation now.');
  },
};
