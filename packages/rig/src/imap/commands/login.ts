import type { ImapCommand } from './command.ts';
import { signIn } from './sign-in.ts';

export const login: ImapCommand = {
  when: 'before-login',
  run({ session, args }) {
    args.space();
    const user = args.text();
    args.space();
    const secret = args.text();
    args.end();
    return signIn(session, { mechanism: 'LOGIN', user, secret });
  },
};
