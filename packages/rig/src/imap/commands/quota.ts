import { ok } from '../reply.ts';
import type { Session } from '../session.ts';
import type { ImapCommand } from './command.ts';

/** Kilobytes; what Gmail gives an account. */
const LIMIT = 15_728_640;

/** RFC 9208. One quota root, the empty one, covers the mailbox. */
export const getQuotaRoot: ImapCommand = {
  when: 'after-login',
  requires: ['QUOTA'],
  run({ session, args }) {
    args.space();
    const folder = session.folder(session.path(args.astring()));
    args.end();
    session.untagged(`QUOTAROOT ${session.name(folder.path)} ""`);
    session.untagged(usage(session));
    return ok('GETQUOTAROOT completed.');
  },
};

export const getQuota: ImapCommand = {
  when: 'after-login',
  requires: ['QUOTA'],
  run({ session, args }) {
    args.space();
    args.astring();
    args.end();
    session.untagged(usage(session));
    return ok('GETQUOTA completed.');
  },
};

function usage(session: Session): string {
  let bytes = 0;
  for (const { messages } of session.openMailbox.folders()) for (const { size } of messages) bytes += size;
  return `QUOTA "" (STORAGE ${Math.ceil(bytes / 1024)} ${LIMIT})`;
}
