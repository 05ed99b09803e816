import { ok, type Reply } from '../reply.ts';
import type { CommandContext, ImapCommand } from './command.ts';

export const subscribe: ImapCommand = { when: 'after-login', run: (context) => subscription(context, true) };
export const unsubscribe: ImapCommand = {
  when: 'after-login',
  run: (context) => subscription(context, false),
};

function subscription({ session, args }: CommandContext, on: boolean): Reply {
  args.space();
  const path = session.path(args.astring());
  args.end();
  session.folder(path).subscribed = on;
  return ok(on ? 'SUBSCRIBE completed.' : 'UNSUBSCRIBE completed.');
}
