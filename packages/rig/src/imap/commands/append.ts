import { ok } from '../reply.ts';
import type { ImapCommand } from './command.ts';
import { parseFlags, storable } from './flag-arguments.ts';

export const append: ImapCommand = {
  when: 'after-login',
  run({ session, args }) {
    args.space();
    const path = session.path(args.astring());
    args.space();
    let flags: string[] = [];
    if (args.looksAt('(')) {
      flags = parseFlags(args, false);
      args.space();
    }
    let internalDate: Date | undefined;
    if (args.looksAt('"')) {
      internalDate = args.dateTime();
      args.space();
    }
    const raw = args.literal();
    args.end();
    const folder = session.folder(path, 'TRYCREATE');
    const message = folder.append(raw, { flags: storable(session, flags), internalDate });
    const code = session.offers('UIDPLUS') ? `APPENDUID ${folder.uidValidity} ${message.uid}` : undefined;
    return ok('APPEND completed.', code);
  },
};
